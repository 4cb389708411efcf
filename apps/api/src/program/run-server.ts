import '../garbage-collection.js';
import { loadConfig } from '../config/load-config.js';
import { readEnvironment } from '../config/read-environment.js';
import { serve } from '../serve.js';
import { createLogger } from './create-logger.js';
import { runProgram } from './run-program.js';
import { reportLines, type StartReport } from './start-report.js';

/** Runs the server until the process is told to stop. Production writes nothing but its log, where the steps of the start are, too. */
export const runServer = (startReport: StartReport): Promise<void> => {
  let report = startReport;
  return runProgram({
    name: 'Org Invoices',
    start: async (signal) => {
      const config = loadConfig(readEnvironment());
      const logger = await createLogger(config);
      if (config.isProduction) {
        report = reportLines(
          (message) => {
            logger.info({ message });
          },
          (message) => {
            logger.fatal({ message });
          },
        );
      }
      signal.throwIfAborted();
      return serve(config, { logger, report, signal });
    },
    say: (message) => {
      report.note(message);
    },
    complain: (sentence) => {
      report.failed(sentence);
    },
  });
};
