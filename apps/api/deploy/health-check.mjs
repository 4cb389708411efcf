// Ends with 0 while the server of this container answers, and with 1 otherwise.
import { get } from 'node:http';

const port = process.env.PORT ?? '3000';
const request = get(`http://127.0.0.1:${port}/health/live`, { timeout: 2_000 }, ({ statusCode }) => {
  process.exit(statusCode === 200 ? 0 : 1);
});
request.on('timeout', () => process.exit(1));
request.on('error', () => process.exit(1));
