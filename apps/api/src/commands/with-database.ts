import { resolve } from 'node:path';
import { systemClock } from '@org/kernel';
import type { AppConfig } from '../config/app-config.js';
import { loadConfig } from '../config/load-config.js';
import { readEnvironment } from '../config/read-environment.js';
import { openDatabase, type OpenDatabase } from '../database/open-database.js';
import { reportLines } from '../program/start-report.js';
import { interruption, note } from './command.js';

/**
 * Opens the ledger's database for a command and closes it at the end; at a signal to stop it closes as soon as what is running is done.
 * @param writesNothing whether the database has to be left as it is
 * @throws Interrupted when the command was told to stop
 */
export const withDatabase = async <Result>(
  work: (database: OpenDatabase, config: AppConfig) => Promise<Result>,
  writesNothing = false,
): Promise<Result> => {
  const config = loadConfig(readEnvironment());
  const signal = interruption();
  const database = await openDatabase(config, {
    dataDirectory: resolve('.data'),
    clock: systemClock,
    report: { ...reportLines(note, note), step: () => undefined },
    mayShare: true,
    writesNothing,
    signal,
  });
  let closing: Promise<void> | undefined;
  const close = (): Promise<void> => (closing ??= database.close());
  signal.addEventListener('abort', () => {
    note('Stopping when what is running is done. Ctrl-C ends it at once.');
    void close().catch(() => undefined);
  });
  try {
    return await work(database, config);
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  } finally {
    await close();
  }
};
