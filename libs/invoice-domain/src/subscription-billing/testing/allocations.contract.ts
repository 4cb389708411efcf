import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from '@org/kernel';
import { accountIdOf, chargeIdOf, invoiceIdOf, paymentIdOf } from '../../model/ids.js';
import type { Allocated, Allocations, Credit } from '../../payments/allocation.js';
import { spreadCredit } from '../../payments/spread-credit.js';
import type { Issued, SubscriptionWorld } from './subscription-world.js';

/** Contract tests of `Allocations`. */
export const allocationsContract = (open: () => Promise<SubscriptionWorld>): void => {
  describe('allocations', () => {
    let world: SubscriptionWorld;

    beforeAll(async () => {
      world = await open();
    });

    afterAll(() => world.close());

    const as = <Result>(work: (allocations: Allocations) => Promise<Result>): Promise<Result> =>
      world.as(1, ({ invoices }) => work(invoices));

    const credits = ({ id }: Issued, amount: string): Promise<readonly Credit[]> =>
      as((allocations) => allocations.credits({ accountId: accountIdOf(id), amount: Decimal.of(amount) }));

    const amounts = (items: readonly { readonly amount: Decimal }[]): readonly string[] =>
      items.map(({ amount }) => amount.toString());

    const invoiceOf = ({ id }: Issued): Allocated => ({
      invoiceId: invoiceIdOf(id),
      chargeId: null,
      paymentId: paymentIdOf(id),
    });

    const pay = (issued: Issued, item: Allocated, amount: string): Promise<void> =>
      as(async (allocations) => {
        const wanted = Decimal.of(amount);
        const found = await allocations.credits({ accountId: accountIdOf(issued.id), amount: wanted });
        await allocations.allocate(...spreadCredit(found, [{ ...item, amount: wanted }]));
      });

    it('come from the newest credits, as many as it takes', async () => {
      const issued = await world.issued();
      for (const amount of ['30', '20', '10']) await world.credit(issued, amount);

      expect(amounts(await credits(issued, '10'))).toEqual(['10']);
      expect(amounts(await credits(issued, '10.01'))).toEqual(['10', '20']);
      expect(amounts(await credits(issued, '1000'))).toEqual(['10', '20', '30']);
      expect(amounts(await credits(issued, '0'))).toEqual([]);
    });

    it('to an invoice leave the balance, and are what was paid from it', async () => {
      const issued = await world.issued();
      for (const amount of ['30', '20']) await world.credit(issued, amount);
      await pay(issued, invoiceOf(issued), '25');

      const { balance, payment } = await world.snapshot(issued);
      expect([balance, payment?.paidFromBalance]).toEqual(['-50', '25']);
      expect(amounts(await credits(issued, '1000'))).toEqual(['25']);
    });

    it('of what a payment brings itself are not paid from the balance', async () => {
      const issued = await world.issued();
      const amount = Decimal.of('100');
      await world.as(1, async ({ invoices }) => {
        const cause = { causeType: 'payment', causeId: issued.id } as const;
        await invoices.post({ accountId: accountIdOf(issued.id), amount, kind: 'payment', ...cause });
        await invoices.allocate({ ...invoiceOf(issued), postingId: null, amount });
      });

      const { balance, payment } = await world.snapshot(issued);
      expect([balance, payment?.paidFromBalance]).toEqual(['0', '0']);
      expect(await credits(issued, '1')).toEqual([]);
    });

    it('to a charge are debited, and credited when they are taken back', async () => {
      const issued = await world.issued({ paymentModel: 'prepay', state: 'pending', payment: null, charge: 'opened' });
      await world.credit(issued, '150');
      const chargeId = chargeIdOf(issued.id);
      await pay(issued, { invoiceId: null, chargeId, paymentId: null }, '40');
      expect((await world.snapshot(issued)).balance).toBe('10');
      expect(amounts(await credits(issued, '1000'))).toEqual(['110']);

      expect(amounts(await as((allocations) => allocations.release({ chargeId })))).toEqual(['40']);
      expect((await world.snapshot(issued)).balance).toBe('50');
      expect(amounts(await credits(issued, '1000'))).toEqual(['150']);
    });

    it('are taken back from the newest on, as much as is wanted and no more than there is', async () => {
      const issued = await world.issued();
      for (const amount of ['30', '20']) {
        await world.credit(issued, amount);
        await pay(issued, invoiceOf(issued), amount);
      }
      const invoiceId = invoiceIdOf(issued.id);
      const release = (amount?: string) =>
        as((allocations) => allocations.release({ invoiceId }, amount === undefined ? amount : Decimal.of(amount)));

      expect(amounts(await release('25'))).toEqual(['20', '5']);
      expect((await world.snapshot(issued)).payment?.paidFromBalance).toBe('25');
      expect(amounts(await release())).toEqual(['25']);
      expect(await release()).toEqual([]);
      expect(amounts(await credits(issued, '1000'))).toEqual(['20', '30']);
    });
  });
};
