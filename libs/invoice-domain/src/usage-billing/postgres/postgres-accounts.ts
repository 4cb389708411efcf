import type { EntityManager } from 'typeorm';
import type { AccountId } from '../../model/ids.js';
import type { NextInvoice } from '../invoice-schedule.js';
import type { BillingChain, Period } from '../period-chain.js';
import type { Scope } from '../../model/scope.js';
import type { Accounts, BilledAccount, InvoiceOrder } from '../ledger-transaction.js';
import { awaitsInvoice } from './late-corrections.js';
import { resellerIn } from '../../writing/postgres/in-scope.js';

/** Columns of a `BilledAccount`. */
export const billedAccountColumns = `id, time_zone AS "timeZone", invoice_period_id AS "invoicePeriodId", invoice_ref_template AS "invoiceRefTemplate",
  next_invoice_at AS "nextInvoiceAt", next_invoice_type AS "nextInvoiceType", max_call_duration AS "maxCallDuration",
  empty_invoices AS "emptyInvoices"`;

const accountsOf = `
  SELECT ${billedAccountColumns} FROM accounts WHERE id = ANY ($1::bigint[]) AND ($2::integer IS NULL OR reseller_id = $2)`;

const chainsOf = `SELECT account.id, billed_until AS "billedUntil",
    CASE WHEN billed_until IS NULL THEN account_used_since(account.id) END AS "usedSince"
  FROM accounts account LEFT JOIN billing_chains ON account_id = account.id WHERE account.id = ANY ($1::integer[])`;

/** What was deleted, what was jumped over and used, and what was used before the first invoice, from the beginning of that day on. */
const openPeriodsOf = `
  SELECT account_id AS id, starts_at AS "startsAt", ends_at AS "endsAt" FROM open_periods
  WHERE account_id = ANY ($1::integer[]) AND (is_due OR account_was_used(account_id, starts_at, ends_at))
  UNION ALL
  SELECT account_id, date_trunc('day', used.since, account.time_zone), billed_from
  FROM billing_chains JOIN accounts account ON account.id = account_id CROSS JOIN LATERAL account_used_since(account_id) AS used (since)
  WHERE account_id = ANY ($1::integer[]) AND used.since < billed_from
  ORDER BY 1, 2`;

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
    return this.manager.query(`${accountsOf} ORDER BY id FOR NO KEY UPDATE`, [ids, resellerIn(this.scope)]);
  }

  async find(id: AccountId): Promise<BilledAccount | undefined> {
    const [found]: readonly BilledAccount[] = await this.manager.query(accountsOf, [[id], resellerIn(this.scope)]);
    return found;
  }

  async chains(ids: readonly AccountId[]): Promise<ReadonlyMap<AccountId, BillingChain>> {
    const chains: readonly (BillingChain & { readonly id: AccountId })[] = await this.manager.query(chainsOf, [ids]);
    const open: readonly (Period & { readonly id: AccountId })[] = await this.manager.query(openPeriodsOf, [ids]);
    const periods = new Map<AccountId, Period[]>();
    for (const { id, startsAt, endsAt } of open) periods.set(id, [...(periods.get(id) ?? []), { startsAt, endsAt }]);
    return new Map(chains.map(({ id, ...chain }) => [id, { ...chain, openPeriods: periods.get(id) ?? [] }]));
  }

  async areUsed(orders: readonly InvoiceOrder[]): Promise<readonly boolean[]> {
    const rows: readonly { readonly isUsed: boolean }[] = await this.manager.query(
      `SELECT account_was_used(account_id, starts_at, ends_at) AS "isUsed"
       FROM unnest($1::integer[], $2::timestamptz[], $3::timestamptz[]) WITH ORDINALITY AS ordered (account_id, starts_at, ends_at, place)
       ORDER BY place`,
      columnsOf(orders),
    );
    return rows.map(({ isUsed }) => isUsed);
  }

  async awaitingCorrections(ids: readonly AccountId[]): Promise<ReadonlySet<AccountId>> {
    const rows: readonly { readonly id: AccountId }[] = await this.manager.query(
      `SELECT DISTINCT account_id AS id FROM corrections WHERE account_id = ANY ($1::integer[]) AND ${awaitsInvoice}`,
      [ids],
    );
    return new Set(rows.map(({ id }) => id));
  }

  async skip(orders: readonly InvoiceOrder[]): Promise<void> {
    await this.manager.query(
      'SELECT billing_chains_skip($1::integer[], $2::timestamptz[], $3::timestamptz[])',
      columnsOf(orders),
    );
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

/** Accounts, starts and ends of orders. */
const columnsOf = (orders: readonly InvoiceOrder[]): unknown[] => [
  orders.map(({ accountId }) => accountId),
  orders.map(({ startsAt }) => startsAt.toString()),
  orders.map(({ endsAt }) => endsAt.toString()),
];
