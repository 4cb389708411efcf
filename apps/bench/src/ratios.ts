import { adminToken, jwtSecret } from './admin-token.js';
import type { BenchDatabase } from './bench-database.js';
import { crowdedInvoice } from './bulk.js';
import { casesOf, type Case } from './cases.js';
import { ask, demandSameAnswer } from './same-answer.js';
import { compare, warmUpPairs, type Comparison, type Pace } from './pairs.js';
import type { Progress } from './progress.js';
import { programs, type ServerProgram } from './programs.js';
import { ServerProcess, type Launch } from './server-process.js';

/** Both servers run as in production, where jobs are a matter of workers. */
export const launchOf = (program: ServerProgram, { url }: BenchDatabase): Launch => ({
  program: programs[program],
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
  const token = await adminToken(database);
  const [first] = casesOf(token, '', crowdedInvoice);
  if (first === undefined) throw new Error('there are no cases');
  return casesOf(token, await etagOf(app, first), crowdedInvoice);
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
  const app = await ServerProcess.start(launchOf('app', database));
  try {
    const floor = await ServerProcess.start(launchOf('floor', database));
    try {
      const cases = (await casesFor(database, app)).filter(({ name }) => name.includes(only));
      for (const { request } of cases) await demandSameAnswer(app, floor, request);
      const comparisons: Comparison[] = [];
      progress.expect(cases.length * (pace.pairs + warmUpPairs) * 2 * pace.seconds);
      for (const one of cases) {
        const comparison = await compare({ app, floor }, one, pace, () => {
          progress.passed(2 * pace.seconds, one.name);
        });
        comparisons.push(comparison);
      }
      return comparisons;
    } finally {
      await floor.stop();
    }
  } finally {
    await app.stop();
  }
};
