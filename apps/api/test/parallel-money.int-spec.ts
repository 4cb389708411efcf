import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Decimal } from '@org/kernel';
import type { Answer } from '@org/tools/testing';
import { BusyAccounts } from './support/busy-accounts.js';
import { newFindings } from './support/findings.js';
import { deeds, type Deed, type MoneyRequest } from './support/money-requests.js';
import { startTestApp, type TestApp } from './support/test-app.js';

jest.setTimeout(120_000);

let server: TestApp;
let foundBefore: readonly string[];
let one: readonly MoneyRequest[];
let two: readonly (readonly MoneyRequest[])[];
let repeated: readonly MoneyRequest[];

beforeAll(async () => {
  server = await startTestApp({ poolSize: 20 });
  foundBefore = await newFindings(server);
  const accounts = await new BusyAccounts(server).open('one', 'left', 'right', 'repeated');
  [one, two, repeated] = [accounts[0] ?? [], accounts.slice(1, 3), accounts[3] ?? []];
});

afterAll(() => server.close());

const query = <Row>(sql: string, ...values: readonly unknown[]): Promise<readonly Row[]> =>
  server.database.dataSource.query(sql, [...values]);

const numberOf = async (sql: string, account: number): Promise<Decimal> => {
  const [row] = await query<{ readonly value: string | null }>(`SELECT (${sql})::text AS value`, account);
  return Decimal.of(row?.value ?? '0');
};

/** Approved corrections that somebody has brought; credit notes make others. */
const decided = `account_id = $1 AND status = 'approved' AND external_key IS NOT NULL`;

const isOfInvoice = 'id IN (SELECT payment_id FROM invoice_payments)';

/** Sums of an account that no order of requests may change, but by what was accepted. */
const sums = {
  balance: 'SELECT balance FROM accounts WHERE id = $1',
  posted: 'SELECT sum(amount) FROM postings WHERE account_id = $1',
  /** What completions have brought themselves. */
  completed: `SELECT sum(allocated - amount_paid_from_balance) FROM payments WHERE account_id = $1 AND ${isOfInvoice}`,
  charged: `SELECT sum(allocated) FROM charges WHERE account_id = $1`,
  corrected: `SELECT sum(total) FROM corrections WHERE ${decided}`,
} as const;

/** How often a record says that something was done. */
const records = {
  payment: `SELECT count(*) FROM payments WHERE account_id = $1 AND external_key IS NULL AND NOT ${isOfInvoice}`,
  batch: `SELECT count(*) FROM payments WHERE account_id = $1 AND external_key LIKE '%-b%'`,
  advance: `SELECT count(*) FROM payments WHERE account_id = $1 AND external_key LIKE '%-p%'`,
  approval: `SELECT count(*) - 5 FROM invoices WHERE account_id = $1 AND externally_approved`,
  /** Each posts once, and so does each payment that is of no invoice. */
  completion: `SELECT (SELECT count(*) FROM postings WHERE account_id = $1 AND kind = 'payment')
    - (SELECT count(*) FROM payments WHERE account_id = $1 AND NOT ${isOfInvoice})`,
  'credit note': `SELECT count(*) FROM credit_notes WHERE account_id = $1`,
  refund: `SELECT count(*) FROM refunds WHERE account_id = $1 AND status = 'done'`,
  correction: `SELECT count(*) FROM corrections WHERE ${decided}`,
} as const satisfies Partial<Record<Deed, string>>;

const sumsOf = async (account: number): Promise<Record<keyof typeof sums, Decimal>> => {
  const names = Object.keys(sums) as (keyof typeof sums)[];
  const values = await Promise.all(names.map((name) => numberOf(sums[name], account)));
  return Object.fromEntries(names.map((name, at) => [name, values[at]])) as Record<keyof typeof sums, Decimal>;
};

interface Answered {
  readonly request: MoneyRequest;
  readonly answer: Answer;
}

const sendAll = (requests: readonly MoneyRequest[]): Promise<readonly Answered[]> =>
  Promise.all(requests.map(async (request) => ({ request, answer: await request.send() })));

const isReplayed = ({ answer }: Answered): boolean => answer.headers['idempotency-replayed'] === 'true';

/** A batch is accepted when its row is; one that comes again is answered 200. */
const isDone = ({ request: { deed }, answer }: Answered): boolean =>
  deed === 'batch' || deed === 'advance'
    ? answer.status === 201 && answer.body.includes('"accepted":1')
    : answer.status < 300;

const doneOf = (answered: readonly Answered[], deed: Deed): readonly Answered[] =>
  answered.filter((one) => one.request.deed === deed && isDone(one) && !isReplayed(one));

const codesOf = (answer: Answer): readonly string[] =>
  (answer.json() as { readonly errors: readonly { readonly code: string }[] }).errors.map(({ code }) => code);

/** What a request may be refused with, because of what others have done. */
const refusals: Readonly<Partial<Record<Deed, readonly string[]>>> = {
  'part of invoice': ['PAYMENT-0004', 'PAYMENT-0005', 'PAYMENT-0007', 'PAYMENT-0008'],
  'part of charge': ['CHARGE-0007', 'PAYMENT-0007', 'PAYMENT-0008'],
  approval: ['INVOICE-0013'],
  completion: ['INVOICE-0015'],
  refund: ['100'],
  correction: ['CORRECTION-0001'],
};

/** Refusals that no order of the requests explains; whatever is wrong with the server is one. */
const unexplained = (answered: readonly Answered[]): readonly string[] =>
  answered.flatMap(({ request: { deed }, answer }) =>
    answer.status < 300 || codesOf(answer).every((code) => refusals[deed]?.includes(code))
      ? []
      : [`${deed}: ${answer.status} ${answer.body}`],
  );

/** Sends requests at once, and looks whether some order of them explains what has become of their account. */
const raced = async (requests: readonly MoneyRequest[]): Promise<readonly Answered[]> => {
  const accounts = [...new Set(requests.map(({ account }) => account))];
  const before = await Promise.all(accounts.map(sumsOf));
  const all = await sendAll(requests);
  expect([...unexplained(all), ...server.log.filter((line) => line.includes('"level":50'))]).toEqual([]);
  for (const [at, account] of accounts.entries()) {
    const answered = all.filter(({ request }) => request.account === account);
    const [was, is] = [before[at] as Awaited<ReturnType<typeof sumsOf>>, await sumsOf(account)];
    const count = (deed: Deed): number => doneOf(answered, deed).length;
    const moved = Decimal.of(
      String(
        10 * count('payment') +
          30 * count('batch') +
          15 * count('advance') +
          5 * (count('credit note') - count('refund')),
      ),
    );
    const gained = (name: keyof typeof sums): Decimal => is[name].minus(was[name]);
    const expected = was.balance
      .plus(moved)
      .plus(gained('completed'))
      .minus(gained('charged'))
      .minus(gained('corrected'));
    expect([is.balance.toString(), is.posted.toString()]).toEqual([expected.toString(), expected.toString()]);
    for (const deed of Object.keys(records) as (keyof typeof records)[]) {
      expect([deed, (await numberOf(records[deed], account)).toString()]).toEqual([deed, String(count(deed))]);
    }
  }
  return all;
};

/** How many of a request are accepted, whatever comes first. */
const always = { payment: 12, batch: 12, advance: 10, approval: 4, 'credit note': 9, correction: 4 } as const;

describe('a hundred requests at once', () => {
  it('about one account come to what some order of them comes to', async () => {
    expect(one).toHaveLength(100);
    const answered = await raced(one);
    expect(
      Object.fromEntries(deeds.filter((deed) => deed in always).map((deed) => [deed, doneOf(answered, deed).length])),
    ).toEqual(always);
  });

  it('about two accounts whose documents are numbered in one series do so, too', async () => {
    const [left = [], right = []] = two;
    const half = left.flatMap((request, at) => (at % 2 === 0 ? [request, right[at + 1] as MoneyRequest] : []));
    expect(half).toHaveLength(100);
    await raced(half);
  });

  it('that are sent twice with their keys are done once', async () => {
    const half = repeated.filter((_, at) => at % 2 === 0);
    const answered = await raced([...half, ...half]);
    for (const [at, first] of answered.slice(0, 50).entries()) {
      const both = [first, answered[at + 50] as Answered];
      if (!both.every(({ answer }) => answer.status < 300)) continue;
      expect(new Set(both.map(({ answer }) => answer.body)).size).toBe(1);
      expect(both.filter((one) => isDone(one) && !isReplayed(one))).toHaveLength(1);
    }
  });

  it('leave a ledger that verifies, and have waited for each other in one order', async () => {
    expect(await newFindings(server, foundBefore)).toEqual([]);
    const { dataSource } = server.database;
    await dataSource.destroy();
    await dataSource.initialize();
    expect(await query('SELECT deadlocks::integer FROM pg_stat_database WHERE datname = current_database()')).toEqual([
      { deadlocks: 0 },
    ]);
  });
});
