import type { Instant } from '@org/kernel';
import type { EntityManager } from 'typeorm';
import type { AccountId } from '../../model/ids.js';
import type { NextInvoice } from '../invoice-schedule.js';
import type { Scope } from '../../model/scope.js';
import type { Accounts, BilledAccount } from '../ledger-transaction.js';
import { resellerIn } from '../../writing/postgres/in-scope.js';

const columns = `id, time_zone AS "timeZone", invoice_period_id AS "invoicePeriodId", invoice_ref_template AS "invoiceRefTemplate",
  next_invoice_at AS "nextInvoiceAt", next_invoice_type AS "nextInvoiceType", max_call_duration AS "maxCallDuration"`;

export class PostgresAccounts implements Accounts {
  constructor(
    private readonly scope: Scope,
    private readonly manager: EntityManager,
  ) {}

  /**
   * Locks accounts in the order of their ids, so that transactions cannot deadlock. An id that a request names may be beyond the integers
   * of the column, so it is bound as a wider one.
   */
  lock(ids: readonly AccountId[]): Promise<readonly BilledAccount[]> {
    return this.manager.query(
      `SELECT ${columns} FROM accounts WHERE id = ANY ($1::bigint[]) AND ($2::integer IS NULL OR reseller_id = $2)
       ORDER BY id FOR NO KEY UPDATE`,
      [ids, resellerIn(this.scope)],
    );
  }

  async billedUntil(ids: readonly AccountId[]): Promise<ReadonlyMap<AccountId, Instant>> {
    const rows: readonly { readonly id: AccountId; readonly until: Instant }[] = await this.manager.query(
      `SELECT account_id AS id, max(ends_at) AS until FROM invoices
       WHERE account_id = ANY ($1::integer[]) AND kind = 'usage' GROUP BY account_id`,
      [ids],
    );
    return new Map(rows.map(({ id, until }) => [id, until]));
  }

  async schedule(next: ReadonlyMap<AccountId, NextInvoice>): Promise<void> {
    const entries = [...next.values()];
    await this.manager.query(
      `UPDATE accounts SET next_invoice_at = next.at, next_invoice_type = next.type, updated_at = ledger_at()
       FROM unnest($1::integer[], $2::timestamptz[], $3::text[]) AS next (id, at, type) WHERE accounts.id = next.id`,
      [
        [...next.keys()],
        entries.map(({ nextInvoiceAt }) => nextInvoiceAt.toString()),
        entries.map(({ nextInvoiceType }) => nextInvoiceType),
      ],
    );
  }
}
