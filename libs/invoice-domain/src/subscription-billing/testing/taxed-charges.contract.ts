import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from '@org/kernel';
import { chargeIdOf } from '../../model/ids.js';
import type { NewTax, TaxedCharge, TaxedCharges } from '../add-taxes.js';
import type { SubscriptionWorld } from './subscription-world.js';

const tax = (id: number, name: string, value: string): NewTax => ({
  chargeId: chargeIdOf(id),
  name,
  description: null,
  value: Decimal.of(value),
});

const taxed = (id: number, amount: string, taxesAmount: string): TaxedCharge => ({
  id: chargeIdOf(id),
  amount: Decimal.of(amount),
  taxesAmount: Decimal.of(taxesAmount),
});

/** Contract tests of `TaxedCharges`. */
export const taxedChargesContract = (open: () => Promise<SubscriptionWorld>): void => {
  describe('taxed charges', () => {
    let world: SubscriptionWorld;

    beforeAll(async () => {
      world = await open();
    });

    afterAll(() => world.close());

    const as = <Result>(work: (charges: TaxedCharges) => Promise<Result>): Promise<Result> =>
      world.as(1, ({ charges }) => work(charges));

    it('are locked as they stand, in the order of their ids', async () => {
      const open = await world.issued({ state: 'pending', payment: null, charge: 'blocked' });
      const closed = await world.issued({ total: '5' });
      const before = await world.issued({ state: 'pending', payment: null, paymentModel: 'prepay', charge: 'opened' });
      const unbilled = await world.issued({ state: 'pending', payment: null, charge: 'blocked' });
      await world.unbill(unbilled);
      const ids = [unbilled, before, closed, open].map(({ id }) => chargeIdOf(id));

      const untaxed = {
        amount: Decimal.of('100'),
        taxesAmount: Decimal.zero,
        paymentModel: 'postpay',
        currencyDigits: 2,
        isFinal: false,
      };
      expect([...(await as((charges) => charges.lock(ids)))]).toEqual([
        [open.id, { ...untaxed, accountId: open.id, status: 'blocked' }],
        [closed.id, { ...untaxed, accountId: closed.id, status: 'closed', amount: Decimal.of('5'), isFinal: true }],
        [before.id, { ...untaxed, accountId: before.id, status: 'opened', paymentModel: 'prepay' }],
        [unbilled.id, { ...untaxed, accountId: unbilled.id, status: 'blocked' }],
      ]);
    });

    it('leave out what is another reseller’s or not there', async () => {
      const { id } = await world.issued({ resellerId: 2 });
      const ids = [id, 4_711, Number.MAX_SAFE_INTEGER].map(chargeIdOf);

      expect(await as((charges) => charges.lock(ids))).toEqual(new Map());
    });

    it('keep taxes in their order, under ids that rise', async () => {
      const issued = await world.issued({ state: 'pending', payment: null, charge: 'blocked' });
      const ids = await as((charges) =>
        charges.add([tax(issued.id, 'VAT', '20.25'), tax(issued.id, 'Refund', '-0.5')]),
      );

      expect([...ids].sort((one, other) => one - other)).toEqual(ids);
      expect(new Set(ids).size).toBe(2);
      expect(await world.taxes(issued)).toEqual(['VAT 20.25', 'Refund -0.5']);
    });

    it('change with their invoices', async () => {
      const [one, other] = [
        await world.issued({ state: 'pending', payment: null, charge: 'blocked' }),
        await world.issued({ state: 'pending', payment: null, charge: 'opened' }),
      ];
      await as((charges) => charges.change([taxed(one.id, '120.75', '20.75'), taxed(other.id, '90', '-10')]));

      expect(await world.snapshot(one)).toMatchObject({
        balance: '-100',
        invoice: { chargesAmount: '120.75', total: '120.75' },
        charge: { amount: '120.75', taxesAmount: '20.75' },
      });
      expect(await world.snapshot(other)).toMatchObject({
        balance: '-100',
        invoice: { chargesAmount: '90', total: '90' },
        charge: { amount: '90', taxesAmount: '-10' },
      });
    });

    it('on no invoice change by themselves', async () => {
      const issued = await world.issued({ state: 'pending', payment: null, charge: 'blocked' });
      await world.unbill(issued);
      await as((charges) => charges.change([taxed(issued.id, '120', '20')]));

      expect(await world.snapshot(issued)).toMatchObject({
        balance: '-100',
        invoice: { chargesAmount: '0', total: '0' },
        charge: { amount: '120', taxesAmount: '20' },
      });
    });
  });
};
