import { resolve } from 'node:path';
import { createDataSource } from '@org/invoice-domain/persistence';
import type { DataSource } from 'typeorm';
import type { AppConfig } from '../../config/app-config.js';
import { ConfigError, loadConfig } from '../../config/load-config.js';
import { readEnvironment } from '../../config/read-environment.js';
import { openServer } from '../../database/open-database.js';
import { reportLines } from '../../program/start-report.js';
import { aligned } from '../aligned.js';
import { interruption, note, print } from '../command.js';
import type { Complaint } from './complaint.js';
import { examineLedger } from './examine-ledger.js';
import { examineServer } from './examine-server.js';

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const failure = (of: string, error: unknown, advice: string): Complaint => ({
  of,
  state: 'error',
  finding: messageOf(error),
  advice,
});

const examineDatabase = async (dataSource: DataSource, config: AppConfig): Promise<readonly Complaint[]> => {
  try {
    await dataSource.initialize();
  } catch (error) {
    return [failure('database', error, 'look at DATABASE_URL, and whether PostgreSQL runs and lets this machine in')];
  }
  const ofServer = await examineServer(dataSource, config);
  const isCurrent = !ofServer.some(({ of, state }) => of === 'schema' && state === 'error');
  return isCurrent ? [...ofServer, ...(await examineLedger(dataSource))] : ofServer;
};

const examineAll = async (): Promise<readonly Complaint[]> => {
  let config: AppConfig;
  try {
    config = loadConfig(readEnvironment());
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.issues.map((issue) => ({
      of: 'configuration',
      state: 'error',
      finding: issue,
      advice: '.env.example',
    }));
  }
  const fine: Complaint = { of: 'configuration', state: 'fine', finding: config.environment };
  const report = { ...reportLines(note, note), step: () => undefined };
  const server = await openServer(config.databaseUrl, {
    dataDirectory: resolve('.data'),
    report,
    mayShare: true,
    signal: interruption(),
  });
  const dataSource = createDataSource({ url: server.url, poolSize: 2, limits: config.databaseLimits });
  try {
    return [fine, ...(await examineDatabase(dataSource, config))];
  } finally {
    if (dataSource.isInitialized) await dataSource.destroy();
    await server.stop();
  }
};

/** Examines configuration, database and ledger, and changes nothing. @returns the exit code: 1 when something is an error */
export const examine = async (json: boolean): Promise<number> => {
  const complaints = await examineAll();
  if (json) print(JSON.stringify(complaints));
  else
    print(
      aligned(
        [{ head: 'examined' }, { head: 'state' }, { head: 'finding' }, { head: 'what to do' }],
        complaints.map(({ of, state, finding, advice = '' }) => [of, state, finding, advice]),
      ),
    );
  return complaints.some(({ state }) => state === 'error') ? 1 : 0;
};
