import { isLater, type Instant } from '@org/kernel';
import type { EntityManager } from 'typeorm';
import type { AccountId } from '../../model/ids.js';
import { everything } from '../../model/scope.js';
import { defaultMaxCallDuration } from '../invoice-schedule.js';
import type { BilledAccount, InvoiceOrder } from '../ledger-transaction.js';
import type { BillingChain } from '../period-chain.js';
import type { BillingReader, UsageSums } from '../billing-ledger.js';
import { billedAccountColumns, PostgresAccounts } from './postgres-accounts.js';
import { dueAccounts } from './postgres-billing-runs.js';
import { usedBy } from './reconciliation.js';

/** $1, $2: the first start and the last end; $3 to $5: accounts, starts and ends. */
const sums = `
WITH billed AS MATERIALIZED (
  SELECT account_id, currency, starts_at, ends_at
  FROM unnest($3::integer[], $4::timestamptz[], $5::timestamptz[]) AS ordered (account_id, starts_at, ends_at)
  JOIN accounts ON accounts.id = account_id
)
SELECT currency, trim_scale(coalesce(spent, 0))::text AS "usageSpent", trim_scale(coalesce(earned, 0))::text AS "usageEarned"
FROM (${usedBy('several')}) used ORDER BY currency`;

/** Of a transaction that reads only. */
export class PostgresBillingReader implements BillingReader {
  private readonly accounts: PostgresAccounts;

  constructor(private readonly manager: EntityManager) {
    this.accounts = new PostgresAccounts(everything, manager);
  }

  dueAccounts(at: Instant): Promise<readonly BilledAccount[]> {
    return this.manager.query(
      `SELECT ${billedAccountColumns} FROM accounts JOIN (${dueAccounts('$1')}) due USING (id) ORDER BY since, id`,
      [at.toString(), defaultMaxCallDuration],
    );
  }

  async areDue(at: Instant, parkedSince: Instant): Promise<boolean> {
    const [due]: readonly unknown[] = await this.manager.query(
      `SELECT FROM (${dueAccounts('$1')}) due WHERE NOT EXISTS (
         SELECT FROM billing_run_accounts parked JOIN billing_runs run ON run.id = parked.billing_run_id
         WHERE parked.account_id = due.id AND parked.outcome = 'parked' AND run.at >= $3::timestamptz) LIMIT 1`,
      [at.toString(), defaultMaxCallDuration, parkedSince.toString()],
    );
    return due !== undefined;
  }

  chains(ids: readonly AccountId[]): Promise<ReadonlyMap<AccountId, BillingChain>> {
    return this.accounts.chains(ids);
  }

  areUsed(orders: readonly InvoiceOrder[]): Promise<readonly boolean[]> {
    return this.accounts.areUsed(orders);
  }

  awaitingCorrections(ids: readonly AccountId[]): Promise<ReadonlySet<AccountId>> {
    return this.accounts.awaitingCorrections(ids);
  }

  async sumsOf(orders: readonly InvoiceOrder[]): Promise<readonly UsageSums[]> {
    const [one, ...others] = orders;
    if (one === undefined) return [];
    const first = others.reduce((start, { startsAt }) => (isLater(start, startsAt) ? startsAt : start), one.startsAt);
    const last = others.reduce((end, { endsAt }) => (isLater(endsAt, end) ? endsAt : end), one.endsAt);
    const textsOf = (instants: readonly Instant[]): readonly string[] => instants.map((instant) => instant.toString());
    return this.manager.query(sums, [
      ...textsOf([first, last]),
      orders.map(({ accountId }) => accountId),
      textsOf(orders.map(({ startsAt }) => startsAt)),
      textsOf(orders.map(({ endsAt }) => endsAt)),
    ]);
  }
}
