import { balanceBecomes } from '../../../testing/adjustments.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  aCharge,
  aPayment,
  aSubscription,
  openCommerceLedger,
  type CommerceLedger,
  type Row,
} from '../../testing/commerce-ledger.js';

let ledger: CommerceLedger;

beforeAll(async () => {
  ledger = await openCommerceLedger();
  await ledger.import('subscriptions', { ...aSubscription, external_key: 'before', payment_model: 'prepay' });
  const charge = { ...aCharge, subscription_id: null, subscription_key: 'before' };
  await ledger.import('charges', charge, { ...charge, external_key: 'c2' }, { ...aCharge, external_key: 'after' });
});

afterAll(() => ledger.close());

beforeEach(async () => {
  await ledger.client.query('DELETE FROM payment_charges WHERE payment_id <> 10');
  await ledger.client.query('DELETE FROM payments WHERE external_key IS NOT NULL');
  await ledger.client.query(balanceBecomes('of each', '100'));
});

const inAdvance: Row = { ...aPayment, external_key: 'p2', initial_total: '59.94', charge_keys: 'c1;c2' };

describe('payments that come in', () => {
  it('add what was topped up to the balance, and tell what it was before', async () => {
    const discounted = { ...aPayment, external_key: 'p2', initial_total: '20', discount_amount: '1' };
    const waiting = { ...aPayment, external_key: 'p3', status: 'waiting_for_payment' };
    expect(await ledger.import('payments', aPayment, discounted, waiting)).toMatchObject({ added: 3 });
    expect(await ledger.balances()).toEqual(['74: 100', '75: 169']);
    expect(
      await ledger.rows(
        `SELECT reseller_id AS reseller, currency_code AS currency, total::text, closed_at::text AS closed,
           balance_before_payment::text AS before FROM payments WHERE external_key IS NOT NULL ORDER BY id`,
      ),
    ).toEqual([
      { reseller: 2, currency: 'USD', total: '50', closed: '2026-03-01 12:00:00+00', before: '100' },
      { reseller: 2, currency: 'USD', total: '19', closed: '2026-03-01 12:00:00+00', before: '150' },
      { reseller: 2, currency: 'USD', total: '50', closed: null, before: null },
    ]);
  });

  it('pay the charges that they name, and take from the balance what was paid from it', async () => {
    const fromBalance = { ...inAdvance, external_key: 'p3', status: 'paid_from_balance', charge_keys: 'c2' };
    const partly = { ...inAdvance, external_key: 'p4', amount_paid_from_balance: '9.94' };
    expect(await ledger.import('payments', inAdvance, fromBalance, partly)).toMatchObject({ added: 3, rejected: 0 });
    expect(await ledger.balances()).toEqual(['74: 100', '75: 30.12']);
    expect(
      await ledger.rows(
        `SELECT payment.external_key || ' ' || charge.external_key AS link FROM payment_charges link
         JOIN payments payment ON payment.id = link.payment_id JOIN charges charge ON charge.id = link.charge_id
         WHERE payment.external_key IS NOT NULL ORDER BY 1`,
      ),
    ).toEqual(['p2 c1', 'p2 c2', 'p3 c2', 'p4 c1', 'p4 c2'].map((link) => ({ link })));
    expect(await ledger.rows('SELECT FROM invoice_payments WHERE payment_id > 110')).toEqual([]);
  });

  it('come once', async () => {
    await ledger.import('payments', aPayment, inAdvance);
    const again = await ledger.import('payments', aPayment, { ...inAdvance, charge_keys: 'c2;c1' }, inAdvance);
    expect(again).toMatchObject({ added: 0, alreadyThere: 3, rejected: 0 });
    for (const [other, differences] of [
      [{ initial_total: '59.95' }, 'initial_total is 59.94 there and 59.95 here'],
      [{ charge_keys: 'c1' }, 'charge_keys is c1;c2 there and c1 here'],
      [{ document_id: 'P2' }, 'document_id is P000001 there and P2 here'],
    ] as const) {
      expect(await ledger.reasonsOf('payments', { ...inAdvance, ...other })).toEqual([
        `a payment with this external_key is there already, with other values: ${differences}`,
      ]);
    }
    expect(await ledger.balances()).toEqual(['74: 100', '75: 150']);
  });

  it.each<readonly [Row, string]>([
    [{ initial_total: '-1' }, 'initial_total is negative: "-1"'],
    [{ discount_amount: '50.01' }, 'discount_amount is more than initial_total'],
    [{ total: '49' }, 'total is not initial_total less discount_amount, 50: 49'],
    [{ type: 'cash' }, 'type is none of manual, cryptomus: "cash"'],
    [{ charge_keys: 'c1;c3' }, 'charge_keys names none of the charges of account 75: "c3"'],
    [{ charge_keys: 'after' }, 'charge_keys names a charge that is paid afterwards: "after"'],
    [{ amount_paid_from_balance: '1' }, 'charge_keys is missing: only what pays charges is paid from the balance'],
    [{ charge_keys: 'c1', amount_paid_from_balance: '51' }, 'amount_paid_from_balance is more than the total'],
    [
      { charge_keys: 'c1', status: 'paid_from_balance', amount_paid_from_balance: '49' },
      'amount_paid_from_balance is less than the total, and the payment is paid from the balance',
    ],
    [{ status: 'processing', closed_at: '2026-01-01T00:00:00Z' }, 'closed_at is given, and the payment is processing'],
    [{ closed_at: '2027-01-01T00:00:00Z' }, 'closed_at is yet to come'],
  ])('are rejected with a reason: %j', async (change, reason) => {
    expect(await ledger.reasonsOf('payments', { ...aPayment, ...change })).toEqual([reason]);
    expect(await ledger.balances()).toEqual(['74: 100', '75: 100']);
  });

  it('never expire: only payments for rendered services do', async () => {
    const [reason] = await ledger.reasonsOf('payments', { ...aPayment, status: 'expired' });
    expect(reason).toMatch(/^status is none of waiting_for_payment, cancelled, .*: "expired"$/);
  });
});
