import { balanceBecomes } from '../../../testing/adjustments.js';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Decimal, FixedClock } from '@org/kernel';
import fc from 'fast-check';
import { chargeAmountOf } from '../../charge-amount.js';
import { createUsageClient } from '../../../ledger/postgres/usage-client.js';
import type { Reject } from '../../../importing/chunk.js';
import { Ingest } from '../../../importing/postgres/ingest.js';
import { ingestTables } from '../../../ledger/postgres/ingest-tables.js';
import { importFile } from '../../../importing/testing/import-file.js';
import { sqlTypes } from '../../../importing/usage-table.js';
import {
  aCharge,
  aSubscription,
  aTax,
  openCommerceLedger,
  type CommerceLedger,
  type Row,
} from '../../testing/commerce-ledger.js';
import { runs } from '../../../testing/thoroughness.js';

jest.setTimeout(60_000);

let ledger: CommerceLedger;

beforeAll(async () => {
  ledger = await openCommerceLedger();
  await ledger.import('subscriptions', { ...aSubscription, external_key: 'before', payment_model: 'prepay' });
  await ledger.client.query('DELETE FROM taxes; DELETE FROM payment_charges');
});

afterAll(() => ledger.close());

const hundredths = (least: number, greatest: number) =>
  fc.integer({ min: least, max: greatest }).map((value) => {
    const digits = String(Math.abs(value)).padStart(3, '0');
    return `${value < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
  });

const name = fc.constantFrom('a', 'b', 'c');

const charge = fc.record({
  kind: fc.constant('charges' as const),
  row: fc.record({
    external_key: name,
    subscription_key: fc.constantFrom('before', null),
    status: fc.constantFrom('new', 'opened', 'blocked', 'closed'),
    quantity: fc.constantFrom('0', '1', '2.5', '0.333'),
    duration: fc.constantFrom('1', '0.033', '24'),
    unit_price: hundredths(-100, 10_000),
    discount_amount: fc.oneof(fc.constant(null), hundredths(0, 500)),
  }),
});

const tax = fc.record({
  kind: fc.constant('taxes' as const),
  row: fc.record({
    external_key: fc.constantFrom('t', 'u', 'v', 'w', 'x', 'y'),
    charge_key: name,
    value: hundredths(-2_000, 2_000),
  }),
});

const invoiced = fc.record({
  kind: fc.constant('taxes' as const),
  row: fc.record({
    external_key: fc.constantFrom('on 1', 'on 2', 'on 3'),
    charge_id: fc.constant(107),
    value: hundredths(-3_000, 3_000),
  }),
});

type Step = typeof charge extends fc.Arbitrary<infer One> ? One : never;
type ImportStep =
  | Step
  | (typeof tax extends fc.Arbitrary<infer One> ? One : never)
  | (typeof invoiced extends fc.Arbitrary<infer One> ? One : never);

const rowOf = ({ kind, row }: ImportStep): Row => {
  if (kind === 'taxes') return { ...aTax, charge_key: null, ...row };
  return { ...aCharge, close_date: '2026-02-28', ...row, subscription_id: row.subscription_key === null ? 106 : null };
};

interface Kept {
  readonly quantity: string;
  readonly unit_price: string;
  readonly duration: string;
  readonly discount: string;
  readonly amount: string;
  readonly summed: string;
  readonly taxes: string;
  readonly debit: string;
}

/** Only blocked charges have taxes that move the balance, and charges of here do not change their status. */
const keptCharges = () =>
  ledger.rows<Kept>(`SELECT quantity::text, unit_price::text, duration::text, discount_amount::text AS discount, amount::text,
      taxes_amount::text AS taxes,
      (SELECT coalesce(sum(value), 0)::text FROM taxes WHERE charge_id = charges.id) AS summed,
      (CASE WHEN payment_model = 'postpay' AND charges.status IN ('blocked', 'closed') AND charges.external_key IS NOT NULL
         THEN amount ELSE 0 END)::text AS debit
    FROM charges JOIN subscriptions ON subscriptions.id = subscription_id WHERE charges.account_id = 75 ORDER BY charges.id`);

const reset = () =>
  ledger.client.query(`
    DELETE FROM taxes; DELETE FROM charges WHERE external_key IS NOT NULL;
    UPDATE charges SET status = 'opened', amount = 20, taxes_amount = 0 WHERE id = 107;
    UPDATE invoices SET charges_amount = 20, total = 20 WHERE id = 119;
    ${balanceBecomes('of each', '100')}`);

const expectWhole = async () => {
  let debits = Decimal.zero;
  for (const { quantity, unit_price, duration, discount, amount, taxes, summed, debit } of await keptCharges()) {
    const terms = {
      quantity: Decimal.of(quantity),
      unitPrice: Decimal.of(unit_price),
      duration: Decimal.of(duration),
      discountAmount: Decimal.of(discount),
      taxesAmount: Decimal.of(summed),
    };
    const made = chargeAmountOf(terms, 2);
    expect(Decimal.of(amount)).toEqual(made);
    expect(Decimal.of(taxes)).toEqual(Decimal.of(summed));
    expect(made.isNegative()).toBe(false);
    debits = debits.plus(Decimal.of(debit));
  }
  const balance = `75: ${Decimal.of('100').minus(debits).toString()}`;
  expect(await ledger.balances()).toEqual(['74: 100', balance]);
  expect(await ledger.rows('SELECT invoices_wrong_sum(invoices) AS wrong FROM invoices WHERE id = 119')).toEqual([
    { wrong: null },
  ]);
};

describe('commerce that comes in', () => {
  it('in any order, some of it wrong or twice, leaves amounts, balances and invoices that agree', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(charge, tax, invoiced), { maxLength: 25 }), async (steps) => {
        await reset();
        const files = steps.reduce<{ kind: ImportStep['kind']; rows: Row[] }[]>((made, step) => {
          const last = made.at(-1);
          if (last?.kind === step.kind) last.rows.push(rowOf(step));
          else made.push({ kind: step.kind, rows: [rowOf(step)] });
          return made;
        }, []);
        for (const { kind, rows } of files) await ledger.import(kind, ...rows);
        await expectWhole();
        const before = await keptCharges();
        const accepted = await ledger.rows<{ key: string }>('SELECT external_key AS key FROM taxes');
        for (const { kind, rows } of files) {
          const again = rows.filter(
            (row) => kind === 'charges' || accepted.some(({ key }) => key === row['external_key']),
          );
          expect(await ledger.import(kind, ...again)).toMatchObject({ added: 0 });
        }
        expect(await keptCharges()).toEqual(before);
        await expectWhole();
      }),
      { numRuns: runs(15) },
    );
  });

  it('from two who send the same at once comes once', async () => {
    await reset();
    const other = createUsageClient(ledger.url);
    await other.connect();
    const rows = Array.from({ length: 3_000 }, (_value, index) => ({
      ...aCharge,
      external_key: `c${index}`,
      account_id: 74 + (index % 2),
      subscription_id: index % 2 === 0 ? 6 : 106,
      status: 'blocked',
      quantity: '1',
      unit_price: '0.01',
    }));
    const file = rows
      .toReversed()
      .map((row) => `${JSON.stringify(row)}\n`)
      .join('');
    const [one, two] = await Promise.all([
      ledger.import('charges', ...rows),
      importFile(other, file, { table: ingestTables.charges, format: 'ndjson' }),
    ]);
    await other.end();
    expect([one.added + two.added, one.alreadyThere + two.alreadyThere]).toEqual([3_000, 3_000]);
    expect(await ledger.balances()).toEqual(['74: 85', '75: 85']);
  });

  it('is written as CSV too', async () => {
    await reset();
    const file = 'external_key,account_id,charge_id,name,value\nx,75,107,"VAT, reduced",1.5\ny,75,107,,2\n';
    const outcome = await importFile(ledger.client, file, { table: ingestTables.taxes });
    expect(outcome).toMatchObject({ added: 1, rejects: [{ line: 3, reason: 'name is missing', row: 'y,75,107,,2' }] });
  });

  it('stays out when its account goes while the file is read', async () => {
    await ledger.client.query(`INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model)
      VALUES (76, 'passing', 1, 1, 'EUR', 'postpay')`);
    const other = createUsageClient(ledger.url);
    await other.connect();
    const source = (async function* () {
      await other.query('DELETE FROM accounts WHERE id = 76');
      yield Buffer.from(`${JSON.stringify({ ...aSubscription, account_id: 76 })}\n`);
    })();
    const rejects: Reject[] = [];
    const tally = await new Ingest(ledger.client, { actor: 'test' }, new FixedClock('2026-03-01T12:00:00Z')).run(
      source,
      {
        ...{ table: ingestTables.subscriptions, format: 'ndjson', unknownColumns: 'refused' },
        origin: { name: 'subscriptions.ndjson', source: 'file', digest: () => 'a'.repeat(64) },
      },
      { onProgress: () => undefined, onRejects: (some) => rejects.push(...some) },
    );
    await other.end();
    expect(tally).toEqual({ read: 1, added: 0, alreadyThere: 0, rejected: 1 });
    expect(rejects).toMatchObject([{ line: 1, reason: "account_id names none of the ledger's accounts: 76" }]);
  });

  it('is nothing in an empty file of NDJSON', async () => {
    expect(await ledger.import('payments')).toMatchObject({ read: 0, added: 0 });
  });
});

describe('the columns of commerce', () => {
  const tables = Object.values(ingestTables).filter(({ name }) => !/^(cdr|transaction)/.test(name));

  it.each(tables)('are of the types of the table, apart from what names other records: $name', async (table) => {
    const found = await ledger.rows<{ name: string; type: string }>(
      `SELECT attname AS name, format_type(atttypid, NULL) AS type FROM pg_attribute
       WHERE attrelid = '${table.name}'::regclass AND attnum > 0 AND NOT attisdropped`,
    );
    const types = new Map(
      found.map(({ name, type }) => [name, type.replace('timestamp with time zone', 'timestamptz')]),
    );
    const own = table.columns.filter(({ name }) => types.has(name));
    expect(own.map(({ name, kind }) => [name, sqlTypes[kind]])).toEqual(own.map(({ name }) => [name, types.get(name)]));
    const others = table.columns.filter(({ name }) => !types.has(name)).map(({ name }) => name);
    expect(others.filter((name) => !/^(subscription_key|charge_keys?|account_id)$/.test(name))).toEqual([]);
  });
});

describe('a file of commerce is refused as a whole', () => {
  it.each([
    ['', 'There is nothing in it.'],
    ['external_key,account_id,charge_id,name,value,colour\n', 'It names "colour", which taxes do not have.'],
    ['external_key,account_id,charge_id,name\n', 'The first line lacks "value".'],
  ])('%j: %s', async (file, message) => {
    await expect(importFile(ledger.client, file, { table: ingestTables.taxes })).rejects.toThrow(message);
  });
});
