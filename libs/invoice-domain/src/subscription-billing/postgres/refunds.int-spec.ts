import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Decimal, FixedClock } from '@org/kernel';
import { wrongBalances } from '../../journal/postgres/journal-checks.js';
import { createDataSource } from '../../ledger/postgres/data-source.js';
import { paymentIdOf, type PaymentId } from '../../model/ids.js';
import {
  halfPaidCharges,
  wrongAllocated,
  wrongPayments,
  wrongSettlements,
} from '../../journal/postgres/allocation-checks.js';
import { balanceBecomes } from '../../testing/adjustments.js';
import { refusalOf } from '../../testing/refusal.js';
import { LedgerTransactions } from '../../writing/postgres/ledger-transactions.js';
import { GivePaymentBack, OrderRefund } from '../give-payment-back.js';
import {
  aCharge,
  aPayment,
  aSubscription,
  openCommerceLedger,
  type CommerceLedger,
} from '../testing/commerce-ledger.js';
import { PostgresRefunds } from './postgres-refunds.js';

jest.setTimeout(30_000);

let ledger: CommerceLedger;
let transactions: LedgerTransactions;
let source: Awaited<ReturnType<ReturnType<typeof createDataSource>['initialize']>>;

beforeEach(async () => {
  ledger = await openCommerceLedger();
  source = await createDataSource({ url: ledger.url, poolSize: 8 }).initialize();
  transactions = new LedgerTransactions(source, new FixedClock('2026-03-01T12:00:00Z'));
  await ledger.client.query(balanceBecomes('of each', '0'));
  await ledger.import('subscriptions', { ...aSubscription, external_key: 'before', payment_model: 'prepay' });
  const before = { ...aCharge, subscription_id: null, subscription_key: 'before', quantity: '1' };
  await ledger.import('charges', { ...before, unit_price: '100' }, { ...before, external_key: 'c2', unit_price: '30' });
});

afterEach(async () => {
  await source.destroy();
  await ledger.close();
});

const paymentOf = async (key: string): Promise<PaymentId> => {
  const [row] = await ledger.rows<{ readonly id: number }>(
    `SELECT id::integer FROM payments WHERE external_key = '${key}'`,
  );
  return paymentIdOf(row?.id ?? 0);
};

type Kind = ConstructorParameters<typeof GivePaymentBack>[0];

const giveBack = (kind: Kind, payment: PaymentId, amount?: string): Promise<void> =>
  transactions.run({ actor: 'test' }, (manager) =>
    new GivePaymentBack(kind).execute(
      new PostgresRefunds(manager),
      payment,
      amount === undefined ? undefined : Decimal.of(amount),
    ),
  );

const state = async (): Promise<readonly unknown[]> => [
  (await ledger.balances()).find((text) => text.startsWith('75: '))?.slice(4),
  ...(
    await ledger.rows<{ readonly text: string }>(
      `SELECT external_key || ' ' || status || ' ' || trim_scale(allocated) AS text FROM charges WHERE external_key IS NOT NULL ORDER BY external_key`,
    )
  ).map(({ text }) => text),
];

/** What verification finds wrong about money, but for the allocations of the sample, which nobody settled. */
const faults = async (): Promise<readonly unknown[]> =>
  (
    await Promise.all(
      [wrongBalances, wrongAllocated, wrongSettlements, wrongPayments, halfPaidCharges].map((sql) =>
        source.query<{ readonly message: string }[]>(sql),
      ),
    )
  )
    .flat()
    .filter(({ message }) => !/account 74 is settled by no posting/.test(message));

describe('money of a payment that goes back', () => {
  it('is credit that pays nothing first, and then what was paid last', async () => {
    await ledger.import('payments', { ...aPayment, initial_total: '150', charge_keys: 'c1;c2' });
    expect(await state()).toEqual(['20', 'c1 closed 100', 'c2 closed 30']);
    await giveBack('refund', await paymentOf('p1'), '35');
    expect(await state()).toEqual(['0', 'c1 closed 100', 'c2 closed 15']);
    await giveBack('refund', await paymentOf('p1'), '15');
    expect(await state()).toEqual(['0', 'c1 closed 100', 'c2 refunded 0']);
    await giveBack('chargeback', await paymentOf('p1'));
    expect(await state()).toEqual(['0', 'c1 opened 0', 'c2 refunded 0']);
    expect(await faults()).toEqual([]);
  });

  it('goes back once, however many ask for it at once', async () => {
    await ledger.import('payments', { ...aPayment, initial_total: '50' });
    const payment = await paymentOf('p1');
    const outcomes = await Promise.allSettled(Array.from({ length: 12 }, () => giveBack('refund', payment, '10')));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(5);
    expect((await state())[0]).toBe('0');
    expect(await faults()).toEqual([]);
  });

  it('is waited for by the charges that lose it, until it is done', async () => {
    await ledger.import('payments', { ...aPayment, initial_total: '100', charge_keys: 'c1' });
    const payment = await paymentOf('p1');
    await transactions.run({ actor: 'test' }, (manager) =>
      new OrderRefund().execute(new PostgresRefunds(manager), payment),
    );
    expect(await state()).toEqual(['0', 'c1 waiting_for_refund 100', 'c2 opened 0']);
    expect(await faults()).toEqual([]);
    expect(
      await ledger.reasonsOf('payments', { ...aPayment, initial_total: '100', charge_keys: 'c1', status: 'cancelled' }),
    ).toEqual(['a refund of payment "p1" is ordered: it cannot become cancelled']);
    await giveBack('refund', payment);
    expect(await state()).toEqual(['0', 'c1 refunded 0', 'c2 opened 0']);
    expect(await faults()).toEqual([]);
  });

  it('is found missing by verification', async () => {
    await ledger.import('payments', { ...aPayment, initial_total: '100' });
    await giveBack('refund', await paymentOf('p1'), '40');
    await ledger.client.query(`BEGIN; SET LOCAL session_replication_role = replica;
      UPDATE refunds SET amount = 30; COMMIT`);
    expect(await faults()).toEqual([
      {
        message: expect.stringMatching(
          /^refund \d+ of 30 of payment \d+ is done: 40 of a credit is kept for it, and -40 was posted$/,
        ),
      },
    ]);
  });

  it('is written once', async () => {
    await ledger.import('payments', { ...aPayment, initial_total: '100' });
    await giveBack('refund', await paymentOf('p1'), '40');
    for (const sql of [
      'UPDATE refunds SET amount = 1',
      `UPDATE refunds SET status = 'called_off' WHERE status = 'done'`,
    ])
      expect(await refusalOf(source, sql)).toBe('refunds_written_once');
    expect(await refusalOf(source, 'DELETE FROM refunds')).toBe('refunds_keep');
  });
});
