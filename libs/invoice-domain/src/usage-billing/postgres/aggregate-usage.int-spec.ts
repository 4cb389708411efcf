import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FixedClock, instantOf, startOfDay, localDateOf } from '@org/kernel';
import fc from 'fast-check';
import { accountIdOf, type AccountId, type InvoiceId } from '../../model/ids.js';
import { everything } from '../../model/scope.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';
import {
  headerOf,
  linesOf,
  place,
  sortedLines,
  sides,
  stamp,
  sum,
  textOf,
  units,
  world,
  type PlacedCall,
  type Span,
  type World,
} from '../../testing/usage-model.js';
import { CreateInvoice } from '../create-invoice.js';
import { AggregateUsage } from '../aggregate-usage.js';
import { LedgerTransactions } from '../../writing/postgres/ledger-transactions.js';
import { ledgerTransactionOf } from './ledger-transaction.js';
import { runs } from '../../testing/thoroughness.js';

const noJobs = { aggregate: () => Promise.resolve(), approve: () => Promise.resolve() };
const audit = { actor: 'test:aggregate' };
const clock = new FixedClock('2026-12-01T00:00:00Z');

let database: TestDatabase;
let transactions: LedgerTransactions;
let nextAccount = 1_000;
let nextCdr = 1_000;

beforeAll(async () => {
  database = await createSampleLedger();
  await database.dataSource.query(`
    SELECT cdrs_create_partitions('2025-12-01T00:00:00Z', '2026-12-01T00:00:00Z');
    INSERT INTO countries (id, name, iso2) VALUES (2, 'Poland', 'PL');
    INSERT INTO networks (id, name, network_type_id) VALUES (2, 'Other', 1)`);
  transactions = new LedgerTransactions(database.dataSource, clock);
});

afterAll(() => database.drop());

const rows = <Row>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> =>
  database.dataSource.query(sql, [...values]);

const storedLines = async (table: string, invoice: InvoiceId): Promise<readonly string[]> => {
  const prefix = table.endsWith('destinations') ? 'dst_prefix' : 'NULL::text';
  const utc = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
  const lines = await rows<Readonly<Record<'prefix' | 'country' | 'network' | 'rate' | 'spent' | 'rest', unknown>>>(
    `SELECT ${prefix} AS prefix, country_id AS country, network_id AS network, trim_scale(rate)::text AS rate, spent,
       concat_ws(' ', coalesce(trim_scale(amount)::text, 'null'), calls_count, successful_calls_count, calls_duration,
         coalesce(billing_duration::text, ''), ${utc('first_call_at')}, ${utc('last_call_at')}) AS rest
     FROM ${table} WHERE invoice_id = $1`,
    [invoice],
  );
  return lines
    .map(({ prefix: one, country, network, rate, spent, rest }) =>
      [JSON.stringify([one, country, network, rate, spent]), rest].join(' '),
    )
    .sort();
};

const addAccount = async (zone: string): Promise<AccountId> => {
  const id = (nextAccount += 1);
  await rows(
    `INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, time_zone)
     VALUES ($1, $2, 1, 1, 'EUR', 'postpay', $3)`,
    [id, `account ${id}`, zone],
  );
  return accountIdOf(id);
};

const addCalls = (calls: readonly PlacedCall[], ids: ReadonlyMap<string | null, AccountId>): Promise<unknown> =>
  rows('INSERT INTO cdrs SELECT * FROM json_populate_recordset(NULL::cdrs, $1)', [
    JSON.stringify(
      calls.map(({ customer, vendor, at, ...columns }) => ({
        ...columns,
        id: (nextCdr += 1),
        time_start: stamp(at),
        customer_account_id: ids.get(customer) ?? null,
        vendor_account_id: ids.get(vendor) ?? null,
      })),
    ),
  ]);

const addMovements = (world: World, { from }: Span, account: AccountId, service: number): Promise<unknown> =>
  rows(
    `INSERT INTO transactions (account_id, service_id, amount, created_at)
     SELECT $1, service, amount, created_at FROM unnest($2::integer[], $3::numeric[], $4::timestamptz[]) AS t (service, amount, created_at)`,
    [
      account,
      world.movements.map(({ hasService }) => (hasService ? service : null)),
      world.movements.map(({ amount, isRefund }) => (isRefund ? `-${amount}` : amount)),
      world.movements.map(({ moment }) => stamp(from + BigInt(moment))),
    ],
  );

const invoiceFor = (account: AccountId, from: string, to: string): Promise<InvoiceId> =>
  transactions.run(audit, (manager) =>
    new CreateInvoice(clock).execute(ledgerTransactionOf(everything, manager, noJobs), {
      accountId: account,
      startsAt: from,
      endsAt: to,
    }),
  );

const microseconds = (day: string, zone: string): bigint => startOfDay(localDateOf(day), zone).epochNanoseconds / 1000n;

/** Every value as PostgreSQL's text. */
const storedHeader = async (invoice: InvoiceId): Promise<Readonly<Record<string, string | null>>> => {
  const [found] = await rows<{ readonly header: Readonly<Record<string, string | null>> }>(
    `SELECT jsonb_object_agg(key, value) AS header
     FROM invoices invoice, jsonb_each_text(to_jsonb(invoice)) WHERE invoice.id = $1`,
    [invoice],
  );
  return found?.header ?? {};
};

/** Without zeros at the end. */
const amountOf = (text: string | null | undefined): string => {
  const digits = text ?? 'missing';
  return textOf(digits.startsWith('-') ? -units(digits.slice(1)) : units(digits));
};

describe('an invoice whose usage is aggregated', () => {
  it('has the lines, networks, services and totals of an independent model, to the last digit', async () => {
    await fc.assert(
      fc.asyncProperty(world, async (given) => {
        const { zone, day } = given;
        const until = localDateOf(day).add({ days: 2 }).toString();
        const span = { from: microseconds(day, zone), to: microseconds(until, zone) };
        const [one, other] = [await addAccount(zone), await addAccount(zone)];
        const calls = given.calls.map(({ moment, ...made }): PlacedCall => ({ ...made, at: place(moment, span) }));
        const ids = new Map<string | null, AccountId>([
          ['one', one],
          ['other', other],
        ]);
        await addCalls(calls, ids);
        const [service] = await rows<{ readonly id: number }>(
          `INSERT INTO services (account_id, type_id, name, state, initial_price, renew_price)
           VALUES ($1, 1, 'a service', 'active', 0, 0) RETURNING id`,
          [one],
        );
        await addMovements(given, span, one, service?.id ?? 0);
        const invoice = await invoiceFor(one, day, until);
        await transactions.run(audit, (manager) =>
          new AggregateUsage().execute(ledgerTransactionOf(everything, manager, noJobs), invoice),
        );

        const header = await storedHeader(invoice);
        const model: Record<string, unknown> = {};
        let [spent, earned] = [0n, 0n];
        for (const [name, side] of Object.entries(sides)) {
          const counted = calls.filter(
            (made) => made[side.account] === 'one' && side.counts(made) && span.from <= made.at && made.at < span.to,
          );
          const lines = linesOf(side, counted, true);
          expect(await storedLines(`invoice_${name}_destinations`, invoice)).toEqual(sortedLines(lines));
          expect(await storedLines(`invoice_${name}_networks`, invoice)).toEqual(
            sortedLines(linesOf(side, counted, false)),
          );
          Object.assign(model, headerOf(name, lines));
          for (const { spent: isSpent, amount } of lines.values()) {
            if (isSpent) spent += amount ?? 0n;
            else earned += amount ?? 0n;
          }
        }
        const moved = given.movements.filter(({ moment }) => {
          const at = span.from + BigInt(moment);
          return span.from <= at && at < span.to;
        });
        const money = (isRefund: boolean) =>
          sum(moved.filter((one) => one.isRefund === isRefund).map(({ amount }) => units(amount)));
        const stored = Object.fromEntries(
          Object.entries(header).map(([column, value]) => [
            column,
            /amount|total/.test(column)
              ? amountOf(value)
              : column.endsWith('_at') && value !== null
                ? stamp(instantOf(value).epochNanoseconds / 1000n)
                : value,
          ]),
        );
        expect(stored).toMatchObject({
          ...model,
          services_amount_spent: textOf(money(false)),
          services_amount_earned: textOf(money(true)),
          service_transactions_count: String(moved.length),
          amount_spent: textOf(spent + money(false)),
          amount_earned: textOf(earned + money(true)),
          total: textOf(spent + money(false) - earned - money(true)),
          state: 'pending',
        });
      }),
      { numRuns: runs(50) },
    );
  }, 120_000);
});
