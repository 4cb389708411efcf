import { everything, GenerateInvoices, RunBilling, type LedgerTransaction } from '@org/invoice-domain';
import {
  ledgerTransactionOf,
  createDataSource,
  LedgerTransactions,
  PostgresBillingLedger,
  verificationOf,
  type Verification,
} from '@org/invoice-domain/persistence';
import { FixedClock } from '@org/kernel';
import { month } from './month.js';

/** As many transactions at once as the server has by default. */
const lanes = 2;

const audit = { actor: 'bench' };
const jobs = { aggregate: () => Promise.resolve(), approve: () => Promise.resolve() };

/** The ledger as the worker has it, in this process: what it costs is PostgreSQL's work, nearly all of it. */
export interface BenchLedger {
  readonly clock: FixedClock;
  readonly runs: RunBilling;
  readonly verification: Verification;
  readonly inTransaction: <Result>(work: (ledger: LedgerTransaction) => Promise<Result>) => Promise<Result>;
  readonly close: () => Promise<void>;
}

export const openBenchLedger = async (url: string, poolSize: number): Promise<BenchLedger> => {
  const dataSource = await createDataSource({ url, poolSize }).initialize();
  const clock = new FixedClock(month.dueAt);
  const transactions = new LedgerTransactions(dataSource, clock);
  const ledger = new PostgresBillingLedger(everything, transactions, () => jobs);
  return {
    clock,
    runs: new RunBilling(ledger, new GenerateInvoices({ autoApprove: false }), clock, lanes),
    verification: verificationOf(dataSource, clock),
    inTransaction: (work) => transactions.run(audit, (manager) => work(ledgerTransactionOf(everything, manager, jobs))),
    close: () => dataSource.destroy(),
  };
};
