import { pino, type Logger } from 'pino';
import type { AppConfig } from '../config/app-config.js';

/** The log goes to standard output: lines for people in development, otherwise JSON. What makes it pretty is loaded only there. */
export const createLogger = async ({ environment, logLevel }: AppConfig): Promise<Logger> => {
  const options = { level: logLevel, messageKey: 'message' };
  if (environment !== 'development') return pino(options);
  const { default: pretty } = await import('pino-pretty');
  return pino(
    options,
    pretty({
      messageKey: 'message',
      ignore: 'pid,hostname',
      translateTime: 'SYS:HH:MM:ss.l',
      singleLine: true,
      // Nothing is left unwritten when the process ends.
      sync: true,
    }),
  );
};
