import { verificationOf } from '@org/invoice-domain/persistence';
import { instantOf } from '@org/kernel';
import type { TestApp } from './test-app.js';

/** Errors that `npm run verify` finds at this moment, without those of before. */
export const newFindings = async (
  { database, clock }: Pick<TestApp, 'database' | 'clock'>,
  before: readonly string[] = [],
): Promise<readonly string[]> =>
  (await verificationOf(database.dataSource, clock).findings(instantOf('2000-01-01T00:00:00Z')))
    .filter(({ severity }) => severity === 'error')
    .map(({ check, message }) => `${check}: ${message}`)
    .filter((finding) => !before.includes(finding));
