import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { invoiceTransitions } from '../../invoices/invoice-lifecycle.js';
import { transitionsIn, type Transition } from '../../model/transitions.js';
import { paymentTransitions, paymentUndoings, sentPaymentTransitions } from '../../payments/payment-lifecycle.js';
import { paymentStatuses } from '../../payments/payment.js';
import { chargeTransitions, chargeUndoings } from '../../subscription-billing/charge-lifecycle.js';
import { chargeStatuses } from '../../subscription-billing/charge.js';
import { correctionTransitions } from '../../subscription-billing/correction-lifecycle.js';
import { correctionStatuses } from '../../subscription-billing/correction.js';
import { subscriptionTransitions } from '../../subscription-billing/subscription-lifecycle.js';
import { subscriptionStatuses } from '../../subscription-billing/subscription.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';

let database: TestDatabase;

beforeAll(async () => {
  database = await createSampleLedger();
});

afterAll(() => database.drop());

/** Tries every pair of statuses, each in a transaction of its own that is undone when it is refused. */
const allowedIn = async (table: string, id: number, statuses: readonly string[]): Promise<readonly Transition[]> => {
  const more = table === 'corrections' ? `, approved_at = CASE WHEN $1 = 'approved' THEN now() END` : '';
  const runner = database.dataSource.createQueryRunner();
  const set = (status: string) => runner.query(`UPDATE ${table} SET status = $1${more} WHERE id = ${id}`, [status]);
  const allowed: Transition[] = [];
  await runner.connect();
  for (const from of statuses) {
    for (const to of statuses.filter((status) => status !== from)) {
      await runner.query('BEGIN');
      await runner.query(`SET LOCAL session_replication_role = replica`);
      await set(from);
      await runner.query(`SET LOCAL session_replication_role = origin`);
      try {
        await set(to);
        allowed.push([from, to]);
      } catch (error) {
        expect(error).toMatchObject({ constraint: `${table}_life_cycle` });
      }
      await runner.query('ROLLBACK');
    }
  }
  await runner.release();
  return allowed
    .map((pair) => JSON.stringify(pair))
    .toSorted()
    .map((pair) => JSON.parse(pair) as Transition);
};

describe('the database', () => {
  it.each<readonly [string, number, readonly string[], readonly Transition[]]>([
    ['charges', 107, chargeStatuses, transitionsIn(chargeTransitions, chargeUndoings)],
    ['corrections', 109, correctionStatuses, transitionsIn(correctionTransitions)],
    ['payments', 110, paymentStatuses, transitionsIn(paymentTransitions, paymentUndoings, sentPaymentTransitions)],
    ['subscriptions', 106, subscriptionStatuses, transitionsIn(subscriptionTransitions)],
  ])('lets %s become what the tables say, and nothing else', async (table, id, statuses, transitions) => {
    expect(await allowedIn(table, id, statuses)).toEqual(transitions);
  });

  it('lets invoices become what their table says, and nothing else', async () => {
    const [guard] = await database.dataSource.query<readonly { readonly body: string }[]>(
      `SELECT pg_get_functiondef('invoices_guard'::regproc) AS body`,
    );
    const pairs = [...(guard?.body.matchAll(/\('(\w+)', '(\w+)'\)/g) ?? [])].map(([, from, to]) => [from, to]);
    expect(pairs.filter(([from, to]) => from !== to).toSorted()).toEqual(transitionsIn(invoiceTransitions));
  });
});

describe('statements on invoices and on what is sold', () => {
  const root = new URL('../..', import.meta.url).pathname;
  /** Corrections for late usage are offered, and allocations are checked, by contexts that must not know those of sales. */
  const apart = ['usage-billing/postgres/late-corrections.ts', 'journal/postgres/allocation-checks.ts'];
  const sources = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /\/postgres\/.*\.ts$/.test(file) && !/spec\.ts$|\/testing\//.test(file) && !apart.includes(file),
  );
  const record = `(?:charge|correction|payment|subscription|invoice|bought)s?`;
  const written = new RegExp(
    `(?:${record}\\.(?:status|state)|status) (?:=|<>|IN \\()\\s*'\\w|UPDATE ${record}(?: AS \\w+)? SET (?:status|state) = '\\w`,
  );

  it('take statuses from the tables instead of writing them again', () => {
    expect(sources.length).toBeGreaterThan(50);
    expect(sources.filter((file) => written.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });
});
