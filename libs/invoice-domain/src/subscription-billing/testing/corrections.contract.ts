import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from '@org/kernel';
import { accountIdOf, correctionIdOf } from '../../model/ids.js';
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

    const decide = ({ id }: Issued, status: 'approved' | 'declined'): Promise<void> =>
      as(async (corrections) => {
        await corrections.lock(correctionIdOf(id));
        await corrections.decide(correctionIdOf(id), status);
      });

    it('are locked as they stand', async () => {
      const issued = await world.correction({ total: '-2.5' });
      const late = await world.correction({ isLate: true, paymentModel: 'prepay' });

      expect(await locked(issued)).toEqual({
        id: issued.id,
        accountId: issued.id,
        status: 'approval_required',
        total: Decimal.of('-2.5'),
        lateInvoiceId: null,
      });
      expect(await locked(late)).toMatchObject({ lateInvoiceId: late.id });
    });

    it('are nobody else’s', async () => {
      const { id } = await world.correction({ resellerId: 2 });

      for (const absent of [id, 4_711, Number.MAX_SAFE_INTEGER]) expect(await locked({ id: absent })).toBeUndefined();
    });

    it('are approved now', async () => {
      const issued = await world.correction();
      await decide(issued, 'approved');

      const approvedAt = '2026-03-01T12:00:00Z';
      expect(await world.correctionSnapshot(issued)).toEqual({ status: 'approved', approvedAt, balance: '-100' });
    });

    it('post what they debit', async () => {
      const issued = await world.correction();
      const { id } = issued;
      const amount = Decimal.of('-12.5');
      await as(async (corrections) => {
        await corrections.lock(correctionIdOf(id));
        await corrections.post({
          accountId: accountIdOf(id),
          amount,
          kind: 'correction',
          causeType: 'correction',
          causeId: id,
        });
      });

      expect(await world.correctionSnapshot(issued)).toMatchObject({ balance: '-112.5' });
    });

    it('are declined at no time', async () => {
      const issued = await world.correction();
      await decide(issued, 'declined');

      expect(await world.correctionSnapshot(issued)).toEqual({ status: 'declined', approvedAt: null, balance: '-100' });
    });
  });
};
