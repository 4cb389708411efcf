import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AppConfig } from '../config/app-config.js';

/**
 * Takes requests from now on.
 * @returns where: `http://127.0.0.1:3000`
 * @throws Error naming the variable that chooses another port when the port is taken
 */
export const listen = async (
  app: NestFastifyApplication,
  { host, port }: Pick<AppConfig, 'host' | 'port'>,
): Promise<string> => {
  try {
    await app.listen({ host, port });
  } catch (cause) {
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'EADDRINUSE')) throw cause;
    throw new Error(`Port ${port} of ${host} is taken (EADDRINUSE): choose another one by the variable PORT.`, {
      cause,
    });
  }
  return (await app.getUrl()).replace('[::1]', 'localhost');
};
