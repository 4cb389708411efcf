import { balanceBecomes } from '../../../testing/adjustments.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { aCorrection, openCommerceLedger, type CommerceLedger, type Row } from '../../testing/commerce-ledger.js';

let ledger: CommerceLedger;

beforeAll(async () => {
  ledger = await openCommerceLedger();
});

afterAll(() => ledger.close());

beforeEach(async () => {
  await ledger.client.query('DELETE FROM corrections WHERE external_key IS NOT NULL');
  await ledger.client.query(balanceBecomes('of each', '100'));
});

describe('corrections that come in', () => {
  it('move balances when they are approved, whether the account pays before or afterwards', async () => {
    await ledger.import(
      'corrections',
      aCorrection,
      { ...aCorrection, external_key: 'k2', total: '7' },
      { ...aCorrection, external_key: 'k3', status: 'approval_required' },
      { ...aCorrection, external_key: 'k4', status: 'declined' },
      { ...aCorrection, external_key: 'k5', account_id: 74 },
    );
    expect(await ledger.balances()).toEqual(['74: 102.5', '75: 95.5']);
  });

  it('are approved now unless they say when, and are on no invoice', async () => {
    const approved = { ...aCorrection, external_key: 'k2', approved_at: '2026-02-01T10:00:00+02:00' };
    await ledger.import('corrections', aCorrection, { ...approved, include_in_invoice: true, subscription_id: 106 });
    expect(
      await ledger.rows(
        `SELECT reseller_id AS reseller, invoice_id AS invoice, subscription_id AS subscription, approved_at::text AS approved,
           include_in_invoice AS included FROM corrections WHERE external_key IS NOT NULL ORDER BY id`,
      ),
    ).toEqual([
      { reseller: 2, invoice: null, subscription: null, approved: '2026-03-01 12:00:00+00', included: false },
      { reseller: 2, invoice: null, subscription: 106, approved: '2026-02-01 08:00:00+00', included: true },
    ]);
  });

  it('come once, also when they have been approved since', async () => {
    const waiting = { ...aCorrection, status: 'approval_required' };
    await ledger.import('corrections', waiting);
    await ledger.client.query(
      `UPDATE corrections SET status = 'approved', approved_at = now() WHERE external_key = 'k1'`,
    );
    expect(await ledger.import('corrections', waiting, waiting)).toMatchObject({ added: 0, alreadyThere: 2 });
    expect(await ledger.reasonsOf('corrections', { ...waiting, total: 3 })).toEqual([
      'a correction with this external_key is there already, with other values: total is -2.5 there and 3 here',
    ]);
    expect(await ledger.reasonsOf('corrections', { ...waiting, subscription_id: 106 })).toEqual([
      'a correction with this external_key is there already, with other values: subscription_id names another subscription here: 106',
    ]);
    expect(await ledger.balances()).toEqual(['74: 100', '75: 100']);
  });

  it.each<readonly [Row, string]>([
    [{ total: '0.005' }, 'total has more than two decimals: "0.005"'],
    [{ total: 'NaN' }, 'total is not a decimal number: "NaN"'],
    [{ status: 'new' }, 'status is none of approval_required, approved, declined: "new"'],
    [
      { status: 'declined', approved_at: '2026-01-01T00:00:00Z' },
      'approved_at is given, and the correction is declined',
    ],
    [{ approved_at: '2026-03-01T12:00:00.000001Z' }, 'approved_at is yet to come'],
    [{ period_from: '2026-02-01', period_to: '2026-01-01' }, 'period_to is before period_from'],
    [{ subscription_id: 6 }, 'subscription_id names none of the subscriptions of account 75: 6'],
  ])('are rejected with a reason: %j', async (change, reason) => {
    expect(await ledger.reasonsOf('corrections', { ...aCorrection, ...change })).toEqual([reason]);
  });
});
