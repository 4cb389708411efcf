import type { Instant } from '@org/kernel';
import { QueryFailedError, type EntityManager } from 'typeorm';
import type { AuditContext } from '../../model/audit-context.js';
import type { AccountId } from '../../model/ids.js';
import { post } from '../../journal/postgres/post.js';
import type { LedgerTransactions } from '../../writing/postgres/ledger-transactions.js';
import type { RenewalLedger, RenewalReader, Renewals } from '../renew-services.js';
import type { AccountRenewals, DueService, Renewal, RenewingAccount } from '../service-renewal.js';
import { plainCauseOf } from './plain-cause.js';

const accountColumns = 'id, currency, balance, min_balance AS "minBalance", max_balance AS "maxBalance"';

const dueServices = `
  SELECT service.id, account_id AS "accountId", state, renew_price AS "renewPrice", renew_at AS "renewAt", renew_period AS "renewPeriod",
    force_renew AS "forceRenew"
  FROM services service JOIN service_types type ON type.id = type_id
  WHERE account_id = ANY ($1::integer[]) AND renew_at <= $2::timestamptz ORDER BY service.id`;

const areBilled = `
  SELECT EXISTS (SELECT FROM invoices WHERE kind = 'usage' AND invoices.account_id = renewal.account_id
    AND starts_at <= charged_at AND charged_at < ends_at) AS "isBilled"
  FROM unnest($1::integer[], $2::timestamptz[]) WITH ORDINALITY AS renewal (account_id, charged_at, place) ORDER BY place`;

/** Nothing is charged for a free period. */
const addRenewals = `
  WITH renewed AS MATERIALIZED (
    SELECT *, gen_random_uuid() AS uuid
    FROM unnest($1::integer[], $2::integer[], $3::timestamptz[], $4::timestamptz[], $5::numeric[], $6::timestamptz[])
      WITH ORDINALITY AS renewed (service_id, account_id, starts_at, ends_at, price, charged_at, place)
  ),
  charged AS (
    INSERT INTO transactions (uuid, account_id, service_id, amount, description, created_at)
    SELECT uuid, account_id, service_id, price, 'Renew service', charged_at FROM renewed WHERE price <> 0 ORDER BY place
    RETURNING id, uuid, account_id, amount, created_at
  ),
  posted AS (${post(`
    SELECT account_id, -amount AS amount, 'transaction' AS kind, 'transaction' AS cause_type, id AS cause_id, created_at AS booked_at FROM charged`)})
  INSERT INTO service_renewals (service_id, starts_at, ends_at, transaction_id, renewed_at)
  SELECT service_id, starts_at, ends_at, charged.id, ledger_at() FROM renewed LEFT JOIN charged USING (uuid) ORDER BY place`;

const changeServices = `
  UPDATE services SET state = renewed.state, renew_at = renewed.renew_at
  FROM unnest($1::integer[], $2::text[], $3::timestamptz[]) AS renewed (id, state, renew_at) WHERE services.id = renewed.id`;

class PostgresRenewalReader implements RenewalReader {
  constructor(protected readonly manager: EntityManager) {}

  async dueAccounts(at: Instant, after: AccountId, limit: number): Promise<readonly AccountId[]> {
    const rows = await this.rows<{ readonly id: AccountId }>(
      `SELECT DISTINCT account_id AS id FROM services WHERE renew_at <= $1::timestamptz AND account_id > $2 ORDER BY id LIMIT $3`,
      [at.toString(), after, limit],
    );
    return rows.map(({ id }) => id);
  }

  accounts(ids: readonly AccountId[]): Promise<readonly RenewingAccount[]> {
    return this.rows(`SELECT ${accountColumns} FROM accounts WHERE id = ANY ($1::integer[]) ORDER BY id`, [ids]);
  }

  dueServices(accounts: readonly AccountId[], at: Instant): Promise<readonly DueService[]> {
    return this.rows(dueServices, [accounts, at.toString()]);
  }

  async areBilled(renewals: readonly Renewal[]): Promise<readonly boolean[]> {
    const rows = await this.rows<{ readonly isBilled: boolean }>(areBilled, [
      renewals.map(({ accountId }) => accountId),
      renewals.map(({ chargedAt }) => chargedAt.toString()),
    ]);
    return rows.map(({ isBilled }) => isBilled);
  }

  protected rows<Row>(sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
    return this.manager.query(sql, [...values]);
  }
}

class PostgresRenewals extends PostgresRenewalReader implements Renewals {
  lock(ids: readonly AccountId[]): Promise<readonly RenewingAccount[]> {
    return this.rows(
      `SELECT ${accountColumns} FROM accounts WHERE id = ANY ($1::integer[]) ORDER BY id FOR NO KEY UPDATE`,
      [ids],
    );
  }

  async save({ renewals, services }: Pick<AccountRenewals, 'renewals' | 'services'>): Promise<void> {
    if (renewals.length > 0) {
      await this.rows(addRenewals, [
        renewals.map(({ serviceId }) => serviceId),
        renewals.map(({ accountId }) => accountId),
        renewals.map(({ startsAt }) => startsAt.toString()),
        renewals.map(({ endsAt }) => endsAt.toString()),
        renewals.map(({ price }) => price.toString()),
        renewals.map(({ chargedAt }) => chargedAt.toString()),
      ]);
    }
    if (services.length > 0) {
      await this.rows(changeServices, [
        services.map(({ id }) => id),
        services.map(({ state }) => state),
        services.map(({ renewAt }) => renewAt.toString()),
      ]);
    }
  }
}

/** Services and accounts of the database. */
export class PostgresRenewalLedger implements RenewalLedger {
  constructor(private readonly transactions: LedgerTransactions) {}

  transaction<Result>(audit: AuditContext, work: (renewals: Renewals) => Promise<Result>): Promise<Result> {
    return this.transactions.run(audit, (manager) => work(new PostgresRenewals(manager)));
  }

  read<Result>(work: (reader: RenewalReader) => Promise<Result>): Promise<Result> {
    return this.transactions.read((manager) => work(new PostgresRenewalReader(manager)));
  }

  causeOf(error: unknown): string | undefined {
    return error instanceof QueryFailedError ? plainCauseOf(error.driverError) : undefined;
  }
}
