import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { accessTo, tellPlans } from '@org/invoice-domain/testing';
import type { BenchDatabase } from '../bench-cluster.js';
import { ask } from '../same-answer.js';
import { programs } from '../programs.js';
import { launchOf } from '../ratios.js';
import { ServerProcess } from '../server-process.js';
import { plansIn } from './executed-plans.js';
import { bulkAccounts, bulkStart } from './million.js';

/** A filter, and the index that answers it. */
const filters = [
  { name: 'account', query: `filter[account_id_eq]=${bulkStart + 77}`, index: 'invoices_account_id_id_idx' },
  { name: 'state', query: 'filter[state_eq]=New', index: 'invoices_state_id_idx' },
  {
    name: 'period',
    query: 'filter[start_date_gteq]=2004-05-01T00:00:00Z&filter[start_date_lt]=2004-05-01T00:00:01Z',
    index: 'invoices_starts_at_idx',
  },
  { name: 'reference', query: `filter[reference_eq]=B${bulkAccounts * 50 + 3}`, index: 'invoices_reference_idx' },
] as const;

export interface FilterPlan {
  readonly name: string;
  readonly wanted: string;
  /** How the rows of the page are found, and how those that are counted; the latter is absent when nothing is counted. */
  readonly page: string;
  readonly count: string;
  readonly milliseconds: number;
}

/** PostgreSQL settles for a plan that fits all values with the sixth execution on a connection. */
const executions = 8;

/** Sends each filter to the application and reads in PostgreSQL's log how the statements that came from it were executed. */
export const filterPlans = async (
  database: BenchDatabase,
  headers: Readonly<Record<string, string>>,
): Promise<readonly FilterPlan[]> => {
  await tellPlans((text) => database.query(text), database.name, 'log');
  const app = await ServerProcess.start(launchOf(programs.app, database));
  try {
    const plans: FilterPlan[] = [];
    for (const { name, query, index } of filters) {
      const path = `/api/rest/admin/invoices?${query}`;
      const before = (await logOf(database)).length;
      const started = performance.now();
      for (let count = 0; count < executions; count += 1) {
        const { status } = await ask(app, { path, headers });
        if (status !== 200) throw new Error(`${path} was answered with ${status}`);
      }
      const milliseconds = (performance.now() - started) / executions;
      const executed = plansIn((await logOf(database)).slice(before)).filter(({ text }) => text.includes('"invoices"'));
      const last = (isCount: boolean): string => {
        const plan = executed.findLast(({ text }) => text.startsWith('SELECT count(*)') === isCount);
        return plan === undefined ? '–' : accessTo('invoices', plan);
      };
      plans.push({ name, wanted: index, page: last(false), count: last(true), milliseconds });
    }
    return plans;
  } finally {
    await app.stop();
    await database.query(`ALTER DATABASE ${database.name} RESET session_preload_libraries`);
  }
};

const logOf = ({ directory }: BenchDatabase): Promise<string> => readFile(join(directory, 'postgres.log'), 'utf8');
