import { runServer } from './program/run-server.js';
import { reportLines } from './program/start-report.js';

const writeTo =
  (stream: NodeJS.WriteStream) =>
  (line: string): void => {
    stream.write(`${line}\n`);
  };

await runServer(reportLines(writeTo(process.stdout), writeTo(process.stderr)));
