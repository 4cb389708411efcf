import { once } from 'node:events';
import { createServer } from 'node:net';

/** Free now, and likely still so in the next moment; the caller must be ready to ask for another. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('The system gave no port');
  return address.port;
}
