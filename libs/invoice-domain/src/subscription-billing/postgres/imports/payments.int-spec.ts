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
  await ledger.client.query(`
    SET session_replication_role = replica;
    DELETE FROM allocations WHERE id > 15;
    UPDATE postings SET allocated = 0;
    UPDATE charges SET allocated = 0, status = 'opened', close_date = NULL WHERE external_key IN ('c1', 'c2');
    SET session_replication_role = DEFAULT;
    DELETE FROM payment_charges WHERE payment_id <> 10;
    DELETE FROM payments WHERE external_key IS NOT NULL`);
  await ledger.client.query(balanceBecomes('of each', '100'));
});

/** Status, what is allocated and close date of the charges in advance. */
const charges = async (): Promise<readonly string[]> =>
  (
    await ledger.rows<{ readonly text: string }>(
      `SELECT external_key || ' ' || status || ' ' || trim_scale(allocated) || coalesce(' ' || close_date, '') AS text
       FROM charges WHERE external_key IN ('c1', 'c2') ORDER BY external_key`,
    )
  ).map(({ text }) => text);

/** What was posted since the balances were set. */
const posted = async (): Promise<readonly string[]> =>
  (
    await ledger.rows<{ readonly text: string }>(
      `SELECT kind || ' ' || trim_scale(amount) AS text FROM postings
       WHERE account_id = 75 AND number > (SELECT max(number) FROM postings WHERE account_id = 75 AND kind = 'adjustment') ORDER BY number`,
    )
  ).map(({ text }) => text);

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

  it('pay the charges that they name, which are closed on the day of the payment', async () => {
    const paid = { ...inAdvance, closed_at: '2026-02-10T23:30:00Z' };
    expect(await ledger.import('payments', paid)).toMatchObject({ added: 1, rejected: 0 });
    expect(await ledger.balances()).toEqual(['74: 100', '75: 100']);
    expect(await posted()).toEqual(['payment 59.94', 'settlement -29.97', 'settlement -29.97']);
    expect(await charges()).toEqual(['c1 closed 29.97 2026-02-10', 'c2 closed 29.97 2026-02-10']);
    expect(
      await ledger.rows(
        `SELECT payment.external_key || ' ' || charge.external_key AS link FROM payment_charges link
         JOIN payments payment ON payment.id = link.payment_id JOIN charges charge ON charge.id = link.charge_id
         WHERE payment.external_key IS NOT NULL ORDER BY 1`,
      ),
    ).toEqual(['p2 c1', 'p2 c2'].map((link) => ({ link })));
    expect(await ledger.rows('SELECT FROM invoice_payments WHERE payment_id > 110')).toEqual([]);
  });

  it('pay what is open once, are credit with the rest, and take nothing from the balance for what is paid', async () => {
    const one = { ...inAdvance, external_key: 'once', charge_keys: 'c1', initial_total: '29.97' };
    const more = { ...one, external_key: 'again', initial_total: '900' };
    const third = { ...one, external_key: 'third', initial_total: '500', status: 'paid_from_balance' };
    const { added, rejects } = await ledger.import('payments', one, more, third);
    expect([added, rejects]).toEqual([
      2,
      [
        expect.objectContaining({
          line: 3,
          reason: 'the payment is more than its charges are open for, and a part of it is paid from the balance',
        }),
      ],
    ]);
    expect(await ledger.balances()).toEqual(['74: 100', '75: 1000']);
    expect(await charges()).toEqual(['c1 closed 29.97 2026-03-01', 'c2 opened 0']);
    for (const row of [one, more]) expect(await ledger.import('payments', row)).toMatchObject({ alreadyThere: 1 });
    expect(await ledger.reasonsOf('payments', third)).toHaveLength(1);
  });

  it('take no more from the balance than the account has of its own', async () => {
    // What invoice 119 has of a charge that is paid afterwards is in the balance.
    await ledger.client.query(balanceBecomes(75, '-20'));
    const fromBalance = { ...inAdvance, charge_keys: 'c1', initial_total: '29.97', status: 'paid_from_balance' };
    expect(await ledger.reasonsOf('payments', fromBalance)).toEqual([
      'amount_paid_from_balance is more than the own funds of the account, 0',
    ]);
    const topUp = { ...aPayment, initial_total: '29.97' };
    expect(await ledger.import('payments', topUp, fromBalance)).toMatchObject({ added: 2, rejected: 0 });
    expect(await ledger.balances()).toEqual(['74: 100', '75: -20']);
    expect(await posted()).toEqual(['payment 29.97', 'settlement -29.97']);
    expect(await charges()).toEqual(['c1 closed 29.97 2026-03-01', 'c2 opened 0']);
  });

  it('pay a charge together, one of them partly from the balance', async () => {
    const first = { ...inAdvance, external_key: 'first', charge_keys: 'c1', initial_total: '10' };
    await ledger.import('payments', first);
    expect(await charges()).toEqual(['c1 opened 10', 'c2 opened 0']);
    const rest = { ...first, external_key: 'rest', initial_total: '19.97', amount_paid_from_balance: '9.97' };
    await ledger.import('payments', rest);
    expect(await charges()).toEqual(['c1 closed 29.97 2026-03-01', 'c2 opened 0']);
    expect(await ledger.balances()).toEqual(['74: 100', '75: 90.03']);
    expect(
      await ledger.rows(
        `SELECT external_key AS key, trim_scale(allocated) || ' of ' || trim_scale(total) AS allocated,
           trim_scale(amount_paid_from_balance)::text AS "fromBalance" FROM payments WHERE external_key IS NOT NULL ORDER BY id`,
      ),
    ).toEqual([
      { key: 'first', allocated: '10 of 10', fromBalance: '0' },
      { key: 'rest', allocated: '19.97 of 19.97', fromBalance: '9.97' },
    ]);
  });

  it('that wait or are cancelled pay nothing', async () => {
    const rows = ['waiting_for_payment', 'processing', 'cancelled'].map((status) => ({
      ...inAdvance,
      ...{ external_key: status, status },
    }));
    expect(await ledger.import('payments', ...rows)).toMatchObject({ added: 3 });
    expect([await posted(), await charges()]).toEqual([[], ['c1 opened 0', 'c2 opened 0']]);
  });

  it('pay a charge that came in as closed, once', async () => {
    await ledger.client.query(
      `UPDATE charges SET status = 'closed', close_date = '2026-02-28' WHERE external_key = 'c1'`,
    );
    const paid = { ...inAdvance, charge_keys: 'c1', initial_total: '29.97' };
    await ledger.import('payments', paid, { ...paid, external_key: 'again' });
    expect(await charges()).toEqual(['c1 closed 29.97 2026-02-28', 'c2 opened 0']);
    expect(await ledger.balances()).toEqual(['74: 100', '75: 129.97']);
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
