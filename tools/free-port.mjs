import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Finds out now what would otherwise be known when everything is installed and started.
 * @throws Error naming the variable that chooses another port when the port of the configuration is taken
 */
export async function demandFreePort({ HOST, PORT }) {
  const [host, port] = [HOST || '127.0.0.1', PORT || '3000'];
  // What is no port at all, the configuration has words for.
  if (!/^\d+$/.test(port) || Number(port) > 65_535) return;
  const server = createServer().listen(Number(port), host);
  try {
    await once(server, 'listening');
  } catch (error) {
    if (error.code !== 'EADDRINUSE') return;
    throw new Error(
      `Port ${port} of ${host} is taken, perhaps by an Org Invoices that runs already. Choose another one by the variable PORT, as in ` +
        `PORT=${Number(port) < 65_535 ? Number(port) + 1 : 3000} npm start.`,
    );
  }
  server.close();
  await once(server, 'close');
}
