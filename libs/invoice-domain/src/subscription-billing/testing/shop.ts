import { FixedClock } from '@org/kernel';
import type { DataSource } from 'typeorm';
import { createTestDatabase, type TestDatabase } from '../../testing/test-database.js';
import type { SalesPlan } from '../planned-sales.js';
import { RunSales, type SalesOptions, type SalesReport } from '../run-sales.js';
import { LedgerTransactions } from '../../writing/postgres/ledger-transactions.js';
import { PostgresSalesLedger } from '../postgres/postgres-sales-ledger.js';

export interface ChargeSketch {
  readonly subscription?: number;
  readonly status?: 'opened' | 'blocked' | 'closed';
  readonly amount: string;
  /** First day; also the closing day by default. */
  readonly from: string;
  readonly closes?: string;
}

/** Accounts 1 (postpaid) and 2 (prepaid) of a reseller in Moscow, each with a subscription, 11 and 21; a clock, and somebody who bills. */
export class Shop {
  private readonly clock = new FixedClock('2026-01-01T00:00:00Z');
  private readonly run: RunSales;

  private constructor(
    readonly database: TestDatabase,
    readonly dataSource: DataSource,
  ) {
    const transactions = new LedgerTransactions(dataSource, this.clock);
    this.run = new RunSales(new PostgresSalesLedger(dataSource, transactions, 'UTC'));
  }

  static async open(): Promise<Shop> {
    const database = await createTestDatabase();
    await database.dataSource.query(`
      INSERT INTO resellers (id, name, domain, currency, time_zone, manager_name, company_name, address_line_1, address_line_2, city, country, zip)
      VALUES (1, 'Shop', 'shop.test', 'EUR', 'Europe/Moscow', 'Ann', 'Shop Ltd', 'Street', '', 'Moscow', 'RU', '1');
      INSERT INTO contractors (id, name, customer) VALUES (1, 'Customer', true);
      INSERT INTO account_classes (id, name, days_to_pay) VALUES (1, 'Standard', 10);
      INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, time_zone, account_class_id, balance)
      VALUES (1, 'postpaid', 1, 1, 'EUR', 'postpay', 'Europe/Moscow', 1, 100), (2, 'prepaid', 1, 1, 'EUR', 'prepay', 'Europe/Moscow', 1, 100);
      INSERT INTO subscriptions (id, account_id, reseller_id, plan_id, name, status, start_date, payment_model)
      VALUES (11, 1, 1, 1, 'Office', 'active', '2026-01-01', 'postpay'), (21, 2, 1, 1, 'Mail', 'active', '2026-01-01', 'prepay')`);
    return new Shop(database, database.dataSource);
  }

  rows<Row = unknown>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> {
    return this.dataSource.query(sql, [...values]);
  }

  /** Every value of what a query finds, as text. */
  async values(sql: string): Promise<readonly string[]> {
    const rows = await this.rows<object>(sql);
    return rows.flatMap((row) => Object.values(row).map(String));
  }

  async charge({ subscription = 11, status = 'blocked', amount, from, closes = from }: ChargeSketch): Promise<void> {
    await this.rows(
      `INSERT INTO charges (account_id, reseller_id, subscription_id, name, description, type, status, quantity, duration, operate_from,
         operate_to, unit_price, amount, close_date)
       SELECT account_id, reseller_id, id, 'Seats', 'Seats', 'Charge::Renew', $2, 1, 1, $3::date, $3::date, $4::numeric, $4::numeric, $5::date
       FROM subscriptions WHERE id = $1`,
      [subscription, status, from, amount, closes],
    );
  }

  async correction(total: string, approvedAt: string, subscription: number | null = null): Promise<void> {
    await this.rows(
      `INSERT INTO corrections (account_id, reseller_id, subscription_id, status, total, include_in_invoice, approved_at)
       VALUES (1, 1, $3, 'approved', $1, true, $2)`,
      [total, approvedAt, subscription],
    );
  }

  /** Bills at a moment, and says what could not be billed. */
  attempt(at: string, options: SalesOptions = {}): Promise<SalesReport> {
    this.clock.moveTo(at);
    return this.run.execute({ actor: 'job:sales-run' }, options);
  }

  /** Plan of billing at a moment. */
  plan(at: string): Promise<readonly SalesPlan[]> {
    this.clock.moveTo(at);
    return this.run.preview();
  }

  /** Bills at a moment. @throws what an account could not be billed for */
  async bill(at: string): Promise<SalesReport> {
    const report = await this.attempt(at);
    for (const error of report.failed.values()) throw error;
    return report;
  }

  /** Account, days, state, charges, corrections, total: one text for each invoice. */
  invoices(account = 1): Promise<readonly string[]> {
    return this.values(
      `SELECT format('%s to %s, day %s, %s: %s + %s = %s', from_date, to_date, billing_day, state, trim_scale(charges_amount),
         trim_scale(corrections_amount), trim_scale(total))
       FROM invoices WHERE account_id = ${account} ORDER BY from_date, billing_day`,
    );
  }

  paidFromBalance(): Promise<readonly string[]> {
    return this.values('SELECT trim_scale(amount_paid_from_balance) FROM payments ORDER BY id');
  }

  payments(): Promise<readonly string[]> {
    return this.values(
      `SELECT format('%s of %s, due %s', status, trim_scale(total), coalesce(expiration_date::text, 'at no day')) FROM payments ORDER BY id`,
    );
  }
}
