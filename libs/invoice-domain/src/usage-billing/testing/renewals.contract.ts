import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AccountId, ServiceId } from '../../model/ids.js';
import { RenewServices } from '../renew-services.js';
import type { RenewalReport } from '../renewal-report.js';
import type { RenewalWorld, ServiceSketch } from './renewal-world.js';

const audit = { actor: 'job:renew-services' };
const february = { startsAt: '2026-02-01T00:00:00Z', endsAt: '2026-03-01T00:00:00Z' };

/** Contract tests of `RenewalLedger`, by the use case that it serves. */
export const renewalsContract = (open: () => Promise<RenewalWorld>): void => {
  let world: RenewalWorld;
  let account: AccountId;

  beforeAll(async () => {
    world = await open();
  });

  afterAll(() => world.close());

  beforeEach(async () => {
    world.clock.moveTo('2026-03-01T00:20:00Z');
    account = await world.account();
  });

  const serviceOf = (sketch: Omit<ServiceSketch, 'account'> = {}): Promise<ServiceId> =>
    world.service({ account, ...sketch });
  const renewals = (): RenewServices => new RenewServices(world.ledger, world.clock, 'UTC');
  const renew = (): Promise<RenewalReport> => renewals().execute(audit);

  describe('a service that is due', () => {
    it('is charged for the month that began, and is due again on the next first', async () => {
      const service = await serviceOf();
      expect(await renew()).toEqual({
        ...{ renewedCount: 1, suspendedCount: 0, resumedCount: 0, failed: [] },
        sums: [{ currency: 'EUR', charged: '10', credited: '0' }],
      });

      expect(await world.stateOf(service)).toBe('active 2026-04-01T00:00:00Z');
      expect(await world.transactionsOf(service)).toEqual(['10 Renew service 2026-03-01T00:00:00Z']);
      expect(await world.renewalsOf(service)).toEqual(['2026-03-01T00:00:00Z 2026-04-01T00:00:00Z']);
      expect(await world.balanceOf(account)).toBe('90');
    });

    it('is charged once, however often renewals run', async () => {
      const service = await serviceOf();
      await renew();
      expect(await renew()).toMatchObject({ renewedCount: 0, sums: [] });
      expect(await world.transactionsOf(service)).toHaveLength(1);
    });

    it('is charged for every day that was missed, in order, each at its own midnight', async () => {
      const service = await serviceOf({ renewPeriod: 'day', renewAt: '2026-02-26T00:00:00Z', price: '0.000001' });
      await renew();

      expect(await world.transactionsOf(service)).toEqual(
        ['02-26', '02-27', '02-28', '03-01'].map((day) => `0.000001 Renew service 2026-${day}T00:00:00Z`),
      );
      expect(await world.stateOf(service)).toBe('active 2026-03-02T00:00:00Z');
      expect(await world.balanceOf(account)).toBe('99.999996');
    });

    it('catches up over more periods than one transaction holds', async () => {
      const service = await serviceOf({ renewPeriod: 'day', renewAt: '2024-01-01T00:00:00Z', price: '0.01' });
      expect(await renew()).toMatchObject({ renewedCount: 791, sums: [{ charged: '7.91' }] });
      expect(await world.stateOf(service)).toBe('active 2026-03-02T00:00:00Z');
      expect(await world.balanceOf(account)).toBe('92.09');
    });

    it('is charged now for a period that began on an invoice, so that it is on the next one', async () => {
      const service = await serviceOf({ renewAt: '2026-02-10T15:00:00Z' });
      await world.invoice(account, february);
      await renew();

      expect(await world.renewalsOf(service)).toEqual([
        '2026-02-10T15:00:00Z 2026-03-01T00:00:00Z',
        '2026-03-01T00:00:00Z 2026-04-01T00:00:00Z',
      ]);
      expect(await world.transactionsOf(service)).toEqual([
        '10 Renew service 2026-03-01T00:20:00Z',
        '10 Renew service 2026-03-01T00:00:00Z',
      ]);
    });

    it('is renewed without a transaction when it costs nothing', async () => {
      const service = await serviceOf({ price: '0' });
      expect(await renew()).toMatchObject({ renewedCount: 1, sums: [{ charged: '0', credited: '0' }] });
      expect(await world.transactionsOf(service)).toEqual([]);
      expect(await world.renewalsOf(service)).toHaveLength(1);
      expect(await world.balanceOf(account)).toBe('100');
    });

    it('pays the account when its price is negative', async () => {
      await serviceOf({ price: '-2.5' });
      expect(await renew()).toMatchObject({ sums: [{ currency: 'EUR', charged: '0', credited: '2.5' }] });
      expect(await world.balanceOf(account)).toBe('102.5');
    });
  });

  describe('a service that is not due', () => {
    it.each([
      ['because its next period has not begun', { renewAt: '2026-03-01T00:20:01Z' }],
      ['because it is never renewed', { renewAt: null, renewPeriod: null }],
    ])('stays as it is, %s', async (_, sketch) => {
      const service = await serviceOf(sketch);
      const before = await world.stateOf(service);
      expect(await renew()).toMatchObject({ renewedCount: 0, suspendedCount: 0 });
      expect(await world.stateOf(service)).toBe(before);
    });
  });

  describe('an account without enough balance', () => {
    it('may spend down to its least balance, and not further', async () => {
      account = await world.account({ balance: '5', minBalance: '-5' });
      const [one, other] = [await serviceOf(), await serviceOf({ price: '0.000001' })];
      expect(await renew()).toMatchObject({ renewedCount: 1, suspendedCount: 1 });

      expect(await world.stateOf(one)).toBe('active 2026-04-01T00:00:00Z');
      expect(await world.stateOf(other)).toBe('suspended 2026-03-01T00:00:00Z');
      expect(await world.transactionsOf(other)).toEqual([]);
      expect(await world.balanceOf(account)).toBe('-5');
    });

    it('may be paid up to its greatest balance, and not further', async () => {
      account = await world.account({ balance: '100', maxBalance: '110' });
      const [one, other] = [await serviceOf({ price: '-10' }), await serviceOf({ price: '-0.000001' })];
      await renew();
      expect(await world.stateOf(one)).toBe('active 2026-04-01T00:00:00Z');
      expect(await world.stateOf(other)).toBe('suspended 2026-03-01T00:00:00Z');
    });

    it('pays for a service whose type is renewed whatever the balance is', async () => {
      account = await world.account({ balance: '0' });
      const service = await serviceOf({ forceRenew: true });
      expect(await renew()).toMatchObject({ renewedCount: 1, suspendedCount: 0 });
      expect(await world.stateOf(service)).toBe('active 2026-04-01T00:00:00Z');
      expect(await world.balanceOf(account)).toBe('-10');
    });

    it('pays for its services day by day until it has spent its balance', async () => {
      account = await world.account({ balance: '5' });
      const daily = { renewPeriod: 'day', renewAt: '2026-02-27T00:00:00Z', price: '1' } as const;
      const [one, other] = [await serviceOf(daily), await serviceOf(daily)];
      expect(await renew()).toMatchObject({ renewedCount: 5, suspendedCount: 1 });

      expect(await world.stateOf(one)).toBe('active 2026-03-02T00:00:00Z');
      expect(await world.stateOf(other)).toBe('suspended 2026-03-01T00:00:00Z');
    });
  });

  describe('a suspended service', () => {
    it('stays suspended while the balance does not allow more', async () => {
      account = await world.account({ balance: '0' });
      const service = await serviceOf({ state: 'suspended', renewAt: '2026-01-01T00:00:00Z' });
      expect(await renew()).toMatchObject({ renewedCount: 0, suspendedCount: 0, resumedCount: 0 });
      expect(await world.stateOf(service)).toBe('suspended 2026-01-01T00:00:00Z');
    });

    it('goes on once the balance allows it, and pays for the running period alone, at once', async () => {
      world.clock.moveTo('2026-03-17T08:20:00Z');
      await renew();
      const service = await serviceOf({ state: 'suspended', renewAt: '2026-01-01T00:00:00Z' });
      expect(await renew()).toMatchObject({ renewedCount: 1, suspendedCount: 0, resumedCount: 1 });

      expect(await world.stateOf(service)).toBe('active 2026-04-01T00:00:00Z');
      expect(await world.transactionsOf(service)).toEqual(['10 Renew service 2026-03-17T08:20:00Z']);
      expect(await world.renewalsOf(service)).toEqual(['2026-03-01T00:00:00Z 2026-04-01T00:00:00Z']);
    });
  });

  describe('services of several accounts', () => {
    it('are summed by currency', async () => {
      await serviceOf({ price: '1.1' });
      await world.service({ account: await world.account({ currency: 'USD' }), price: '2' });
      await world.service({ account: await world.account(), price: '-0.3' });
      expect(await renew()).toMatchObject({
        sums: [
          { currency: 'EUR', charged: '1.1', credited: '0.3' },
          { currency: 'USD', charged: '2', credited: '0' },
        ],
      });
    });
  });

  describe('a preview', () => {
    it('says what would be renewed, and changes nothing', async () => {
      const service = await serviceOf({ renewPeriod: 'day', renewAt: '2026-02-28T00:00:00Z' });
      const preview = await renewals().preview();
      expect(preview).toMatchObject({ renewedCount: 2, sums: [{ currency: 'EUR', charged: '20' }] });
      expect(await world.stateOf(service)).toBe('active 2026-02-28T00:00:00Z');
      expect(await world.balanceOf(account)).toBe('100');
      expect(await renew()).toEqual(preview);
    });
  });

  describe('services of which one cannot be renewed', () => {
    it('are renewed but for that one, of which nothing is charged twice', async () => {
      const [sound, broken, other] = [
        await serviceOf(),
        await serviceOf(),
        await world.service({ account: await world.account() }),
      ];
      await world.renewed(broken, { startsAt: '2026-03-15T00:00:00Z', endsAt: '2026-04-01T00:00:00Z' });
      expect(await renew()).toMatchObject({
        renewedCount: 2,
        failed: [{ serviceId: broken, cause: 'a part of the period has been renewed already' }],
      });

      expect(await world.stateOf(sound)).toBe('active 2026-04-01T00:00:00Z');
      expect(await world.stateOf(other)).toBe('active 2026-04-01T00:00:00Z');
      expect(await world.stateOf(broken)).toBe('active 2026-03-01T00:00:00Z');
      expect(await world.transactionsOf(broken)).toEqual([]);
      expect(await world.balanceOf(account)).toBe('90');
    });
  });
};
