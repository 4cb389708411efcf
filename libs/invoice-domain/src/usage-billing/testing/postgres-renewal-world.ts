import { FixedClock } from '@org/kernel';
import { accountIdOf, serviceIdOf, type AccountId, type ServiceId } from '../../model/ids.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { LedgerTransactions } from '../../writing/postgres/ledger-transactions.js';
import { PostgresRenewalLedger } from '../postgres/postgres-renewals.js';
import type { PeriodSketch, RenewalWorld, RenewingAccountSketch, ServiceSketch } from './renewal-world.js';

const instant = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;

/** The world of renewals in a database of its own. */
export class PostgresRenewalWorld implements RenewalWorld {
  readonly clock = new FixedClock('2026-03-01T00:20:00Z');
  readonly ledger: PostgresRenewalLedger;
  private last = 1_000;

  private constructor(readonly database: TestDatabase) {
    this.ledger = new PostgresRenewalLedger(new LedgerTransactions(database.dataSource, this.clock));
  }

  static async open(): Promise<PostgresRenewalWorld> {
    const database = await createSampleLedger();
    await database.dataSource.query('UPDATE services SET renew_at = NULL, renew_period = NULL');
    return new PostgresRenewalWorld(database);
  }

  async account(sketch: RenewingAccountSketch = {}): Promise<AccountId> {
    const id = (this.last += 1);
    const { balance = '100', minBalance = '0', maxBalance = '1000', currency = 'EUR' } = sketch;
    await this.rows(
      `INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, balance, min_balance, max_balance)
       VALUES ($1::integer, 'account ' || $1, 1, 1, $2, 'postpay', $3, $4, $5)`,
      [id, currency, balance, minBalance, maxBalance],
    );
    return accountIdOf(id);
  }

  async service({ account, ...sketch }: ServiceSketch): Promise<ServiceId> {
    const id = (this.last += 1);
    const { state = 'active', price = '10', renewAt = '2026-03-01T00:00:00Z', forceRenew = false } = sketch;
    const { renewPeriod = 'month' } = sketch;
    await this.rows(
      `WITH type AS (INSERT INTO service_types (id, name, force_renew) VALUES ($1::integer, 'type', $6) RETURNING id)
       INSERT INTO services (id, account_id, type_id, state, initial_price, renew_price, renew_at, renew_period)
       SELECT $1::integer, $2, id, $3, 0, $4, $5, $7 FROM type`,
      [id, account, state, price, renewAt, forceRenew, renewPeriod],
    );
    return serviceIdOf(id);
  }

  async invoice(account: AccountId, { startsAt, endsAt }: PeriodSketch): Promise<void> {
    const id = (this.last += 1);
    await this.rows(
      `INSERT INTO invoices (id, reference, state, type, kind, account_id, reseller_id, currency, time_zone, payment_model, starts_at, ends_at,
         from_date, to_date)
       SELECT $1::bigint, 'INV-' || $1, 'new', 'manual', 'usage', id, reseller_id, currency, 'UTC', payment_model, $3::timestamptz,
         $4::timestamptz, ($3::timestamptz AT TIME ZONE 'UTC')::date, ($4::timestamptz AT TIME ZONE 'UTC')::date
       FROM accounts WHERE id = $2`,
      [id, account, startsAt, endsAt],
    );
  }

  async renewed(service: ServiceId, { startsAt, endsAt }: PeriodSketch): Promise<void> {
    await this.rows(
      'INSERT INTO service_renewals (service_id, starts_at, ends_at, renewed_at) VALUES ($1, $2, $3, now())',
      [service, startsAt, endsAt],
    );
  }

  async balanceOf(account: AccountId): Promise<string> {
    const [text] = await this.texts(`SELECT trim_scale(balance)::text AS text FROM accounts WHERE id = $1`, account);
    return text ?? 'none';
  }

  async stateOf(service: ServiceId): Promise<string> {
    const [text] = await this.texts(
      `SELECT concat_ws(' ', state, coalesce(${instant('renew_at')}, 'null')) AS text FROM services WHERE id = $1`,
      service,
    );
    return text ?? 'none';
  }

  transactionsOf(service: ServiceId): Promise<readonly string[]> {
    return this.texts(
      `SELECT concat_ws(' ', trim_scale(amount), description, ${instant('created_at')}) AS text FROM transactions
       WHERE service_id = $1 ORDER BY id`,
      service,
    );
  }

  renewalsOf(service: ServiceId): Promise<readonly string[]> {
    return this.texts(
      `SELECT concat_ws(' ', ${instant('starts_at')}, ${instant('ends_at')}) AS text FROM service_renewals WHERE service_id = $1
       ORDER BY starts_at`,
      service,
    );
  }

  close(): Promise<void> {
    return this.database.drop();
  }

  private async texts(sql: string, id: number): Promise<readonly string[]> {
    const rows = await this.rows<{ readonly text: string }>(sql, [id]);
    return rows.map(({ text }) => text);
  }

  private rows<Row>(sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
    return this.database.dataSource.query(sql, [...values]);
  }
}
