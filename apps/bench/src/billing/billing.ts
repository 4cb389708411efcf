import type { BenchDatabase } from '../bench-cluster.js';
import type { Progress } from '../progress.js';
import { measureApprovals } from './approvals.js';
import { createBareTables } from './bare.js';
import { memoryOfCommand } from './command-memory.js';
import { measureCatchingUp } from './catching-up.js';
import { measureCompletions } from './completions.js';
import { measureGeneration, type Generation } from './generation.js';
import { atOnce } from './lanes.js';
import { openBenchLedger } from './ledger.js';
import { addMonth, loadingMicroseconds } from './month.js';
import { measureOneAccount } from './one-account.js';
import { measureVerification, type VerificationSpeed } from './verification.js';
import type { Versus } from './versus.js';

/** Figures of billing a month of calls. */
export interface Billing extends Generation {
  readonly calls: number;
  readonly oneAccount: Versus;
  readonly catchingUp: Versus;
  readonly approvals: Versus;
  readonly completions: Versus;
  readonly verification: VerificationSpeed;
  readonly memory: number;
}

export const wholeMonth = 10_000_000;
export const smallMonth = 200_000;
const turns = 3;

/** How long all of it takes, more or less. */
export const billingSeconds = (calls: number): number => (calls * loadingMicroseconds) / 1_000_000;

/** Empties the ledger's invoices first: whatever needs them is measured before. */
export const measureBilling = async (database: BenchDatabase, calls: number, progress: Progress): Promise<Billing> => {
  await addMonth(database, calls, progress);
  await createBareTables(database);
  const ledger = await openBenchLedger(database.url, atOnce);
  try {
    const approvals = await measureApprovals(database, ledger, turns, progress);
    const completions = await measureCompletions(database, ledger, turns, progress);
    const oneAccount = await measureOneAccount(database, ledger, turns, progress);
    const generation = await measureGeneration(database, ledger, turns, progress);
    const verification = await measureVerification(database, ledger, turns, progress);
    const memory = await memoryOfCommand(database);
    const catchingUp = await measureCatchingUp(database, ledger, turns, progress);
    return { calls, ...generation, oneAccount, catchingUp, approvals, completions, verification, memory };
  } finally {
    await ledger.close();
  }
};
