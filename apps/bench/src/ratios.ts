import { adminToken, jwtSecret } from './admin-token.js';
import type { BenchDatabase } from './bench-cluster.js';
import { crowdedInvoice } from './bulk.js';
import { commerceInvoiceIn } from './commerce-invoice.js';
import { casesOf, type Case } from './cases.js';
import { ask, demandSameAnswer } from './same-answer.js';
import { compare, warmUpPairs, type Comparison, type Pace } from './pairs.js';
import type { Progress } from './progress.js';
import { programs } from './programs.js';
import { ServerProcess, type Launch } from './server-process.js';

/** Both servers run as in production, where jobs are a matter of workers. */
export const launchOf = (program: string, { url }: BenchDatabase): Launch => ({
  program,
  environment: {
    NODE_ENV: 'production',
    DATABASE_URL: url,
    ADMIN_JWT_SECRET: jwtSecret,
    LOG_LEVEL: 'warn',
    RUN_JOBS: 'false',
  },
});

/** All cases, with the tag that invoice 18 has at the moment. */
export const casesFor = async (database: BenchDatabase, app: ServerProcess): Promise<readonly Case[]> => {
  const facts = {
    adminToken: await adminToken(database),
    crowdedInvoice,
    commerceInvoice: await commerceInvoiceIn(database),
  };
  const [first] = casesOf({ ...facts, etag: '' });
  if (first === undefined) throw new Error('there are no cases');
  return casesOf({ ...facts, etag: await etagOf(app, first) });
};

const etagOf = async (app: ServerProcess, { request }: Case): Promise<string> => {
  const { headers } = await ask(app, request);
  return headers.etag ?? '';
};

/** Measures the application against the floor, after checking that both say the same. */
export const measureRatios = async (
  database: BenchDatabase,
  only: string,
  pace: Pace,
  progress: Progress,
): Promise<readonly Comparison[]> => {
  const app = await ServerProcess.start(launchOf(programs.app, database));
  try {
    const floor = await ServerProcess.start(launchOf(programs.floor, database));
    try {
      const cases = (await casesFor(database, app)).filter(({ name }) => name.includes(only));
      for (const { request } of cases) await demandSameAnswer(app, floor, request);
      const comparisons: Comparison[] = [];
      progress.expect(cases.length * (pace.pairs + warmUpPairs) * 2 * pace.seconds);
      for (const { name, goal, request } of cases) {
        const sides = { app: { server: app, request }, reference: { server: floor, request } };
        const figures = await compare(sides, pace, () => {
          progress.passed(2 * pace.seconds, name);
        });
        comparisons.push({ name, goal, ...figures });
      }
      return comparisons;
    } finally {
      await floor.stop();
    }
  } finally {
    await app.stop();
  }
};
