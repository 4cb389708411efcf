import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from '@org/kernel';
import { correctionIdOf } from '../../model/ids.js';
import type { Corrections, LockedCorrection } from '../decide-correction.js';
import type { Issued, SubscriptionWorld } from './subscription-world.js';

/** Contract tests of `Corrections`. */
export const correctionsContract = (open: () => Promise<SubscriptionWorld>): void => {
  describe('corrections', () => {
    let world: SubscriptionWorld;

    beforeAll(async () => {
      world = await open();
    });

    afterAll(() => world.close());

    const as = <Result>(work: (corrections: Corrections) => Promise<Result>): Promise<Result> =>
      world.as(1, ({ corrections }) => work(corrections));

    const locked = ({ id }: Pick<Issued, 'id'>): Promise<LockedCorrection | undefined> =>
      as((corrections) => corrections.lock(correctionIdOf(id)));

    const decide = (issued: Issued, status: 'approved' | 'declined', debit: string): Promise<void> =>
      as(async (corrections) => {
        const correction = await corrections.lock(correctionIdOf(issued.id));
        if (correction === undefined) throw new Error('nothing to decide');
        await corrections.decide(correction, status, Decimal.of(debit));
      });

    it('are locked with the payment model of their account', async () => {
      const issued = await world.correction({ total: '-2.5' });
      const late = await world.correction({ isLate: true, paymentModel: 'prepay' });

      expect(await locked(issued)).toEqual({
        id: issued.id,
        accountId: issued.id,
        status: 'approval_required',
        total: Decimal.of('-2.5'),
        lateInvoiceId: null,
        paymentModel: 'postpay',
      });
      expect(await locked(late)).toMatchObject({ lateInvoiceId: late.id, paymentModel: 'prepay' });
    });

    it('are nobody else’s', async () => {
      const { id } = await world.correction({ resellerId: 2 });

      for (const absent of [id, 4_711, Number.MAX_SAFE_INTEGER]) expect(await locked({ id: absent })).toBeUndefined();
    });

    it('are approved now, and debited', async () => {
      const issued = await world.correction();
      await decide(issued, 'approved', '12.5');

      expect(await world.correctionSnapshot(issued)).toEqual({
        status: 'approved',
        approvedAt: '2026-03-01T12:00:00Z',
        balance: '-112.5',
      });
    });

    it('are declined at no time', async () => {
      const issued = await world.correction();
      await decide(issued, 'declined', '0');

      expect(await world.correctionSnapshot(issued)).toEqual({ status: 'declined', approvedAt: null, balance: '-100' });
    });
  });
};
