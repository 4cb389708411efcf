import {
  everything,
  ofReseller,
  GenerateInvoices,
  RunBilling,
  type LedgerTransaction,
  type ManagedInvoices,
  type ResellerId,
} from '@org/invoice-domain';
import {
  ledgerTransactionOf,
  createDataSource,
  LedgerTransactions,
  PostgresBillingLedger,
  PostgresManagedInvoices,
  verificationOf,
  type Verification,
} from '@org/invoice-domain/persistence';
import { FixedClock } from '@org/kernel';
import { firstAccount, month } from './month.js';

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
  /** The invoices of the month's reseller, as its third-party system has them. */
  readonly inInvoices: <Result>(work: (invoices: ManagedInvoices) => Promise<Result>) => Promise<Result>;
  readonly close: () => Promise<void>;
}

export const openBenchLedger = async (url: string, poolSize: number): Promise<BenchLedger> => {
  const dataSource = await createDataSource({ url, poolSize }).initialize();
  const [account] = await dataSource.query<readonly { readonly resellerId: ResellerId }[]>(
    'SELECT reseller_id AS "resellerId" FROM accounts WHERE id = $1',
    [firstAccount],
  );
  if (account === undefined) throw new Error('the month has no accounts');
  const clock = new FixedClock(month.dueAt);
  const transactions = new LedgerTransactions(dataSource, clock);
  const ledger = new PostgresBillingLedger(everything, transactions, () => jobs);
  return {
    clock,
    runs: new RunBilling(ledger, new GenerateInvoices({ autoApprove: false }), clock, lanes),
    verification: verificationOf(dataSource, clock),
    inTransaction: (work) => transactions.run(audit, (manager) => work(ledgerTransactionOf(everything, manager, jobs))),
    inInvoices: (work) =>
      transactions.run(audit, (manager) => work(new PostgresManagedInvoices(ofReseller(account.resellerId), manager))),
    close: () => dataSource.destroy(),
  };
};
