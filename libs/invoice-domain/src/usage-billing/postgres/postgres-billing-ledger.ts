import { QueryFailedError } from 'typeorm';
import type { AuditContext } from '../../model/audit-context.js';
import type { EverythingScope } from '../../model/scope.js';
import type { LedgerTransaction, Jobs } from '../ledger-transaction.js';
import type { BillingLedger, BillingReader, Runs } from '../billing-ledger.js';
import type { LedgerTransactions } from '../../writing/postgres/ledger-transactions.js';
import { ledgerTransactionOf } from './ledger-transaction.js';
import { parkedCauseOf } from './plain-cause.js';
import { PostgresBillingReader } from './postgres-billing-reader.js';
import { PostgresBillingRuns } from './postgres-billing-runs.js';
import type { EntityManager } from 'typeorm';

export class PostgresBillingLedger implements BillingLedger {
  /** @param jobsOf asks for jobs in the transaction of an entity manager */
  constructor(
    private readonly scope: EverythingScope,
    private readonly transactions: LedgerTransactions,
    private readonly jobsOf: (manager: EntityManager) => Jobs,
  ) {}

  transaction<Result>(
    audit: AuditContext,
    work: (ledger: LedgerTransaction & { readonly runs: Runs }) => Promise<Result>,
  ): Promise<Result> {
    return this.transactions.run(audit, (manager) =>
      work({
        ...ledgerTransactionOf(this.scope, manager, this.jobsOf(manager)),
        runs: new PostgresBillingRuns(manager),
      }),
    );
  }

  read<Result>(work: (reader: BillingReader) => Promise<Result>): Promise<Result> {
    return this.transactions.read((manager) => work(new PostgresBillingReader(manager)));
  }

  causeOf(error: unknown): string | undefined {
    return error instanceof QueryFailedError ? parkedCauseOf(error.driverError) : undefined;
  }
}
