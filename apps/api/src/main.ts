import { runServer } from './program/run-server.js';
import { reportLines } from './program/start-report.js';

await runServer(
  reportLines((line) => {
    process.stdout.write(`${line}\n`);
  }),
);
