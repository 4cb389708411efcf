import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { instantOf } from '@org/kernel';
import { InvoiceRefused, RecordInUse } from '../../model/domain-failure.js';
import { accountIdOf, invoiceIdOf, type AccountId } from '../../model/ids.js';
import type { InvoiceOrder } from '../ledger-transaction.js';
import { emptyChain } from '../period-chain.js';
import type { BillingWorld } from './billing-world.js';

const january = { startsAt: '2026-01-01T00:00:00Z', endsAt: '2026-02-01T00:00:00Z' };

const orderOf = (accountId: AccountId, period: typeof january): InvoiceOrder => ({
  accountId,
  type: 'autoFull',
  startsAt: instantOf(period.startsAt),
  endsAt: instantOf(period.endsAt),
});

/** Contract tests of `Accounts` and `UsageInvoices`. */
export const ledgerTransactionContract = (open: () => Promise<BillingWorld>): void => {
  let world: BillingWorld;

  beforeAll(async () => {
    world = await open();
  });

  afterAll(() => world.close());

  describe('accounts that are billed', () => {
    it('are locked in the order of their ids, each once, with their terms', async () => {
      const next = { nextInvoiceAt: '2026-02-01T00:00:00Z', nextInvoiceType: 'autoFull' } as const;
      const one = await world.account({
        ...{ timeZone: 'Europe/Kyiv', invoicePeriodId: 4, invoiceRefTemplate: 'A-$id', maxCallDuration: 60 },
        ...next,
      });
      const other = await world.account();

      const locked = await world.transaction(({ accounts }) => accounts.lock([other, one, other]));
      expect(locked).toEqual([
        {
          ...{ id: one, timeZone: 'Europe/Kyiv', invoicePeriodId: 4, invoiceRefTemplate: 'A-$id', maxCallDuration: 60 },
          emptyInvoices: true,
          ...{ ...next, nextInvoiceAt: instantOf(next.nextInvoiceAt) },
        },
        {
          ...{ id: other, timeZone: 'UTC', invoicePeriodId: null, invoiceRefTemplate: '$id', maxCallDuration: null },
          emptyInvoices: true,
          ...{ nextInvoiceAt: null, nextInvoiceType: null },
        },
      ]);
    });

    it('are left out when they are not there, or another reseller’s', async () => {
      const id = await world.account({ resellerId: 2 });
      const ids = [id, accountIdOf(4_711), accountIdOf(Number.MAX_SAFE_INTEGER)];

      expect(await world.transaction(({ accounts }) => accounts.lock(ids), 1)).toEqual([]);
      expect(await world.transaction(({ accounts }) => accounts.lock(ids))).toHaveLength(1);
    });

    it('are found one by one, alike', async () => {
      const id = await world.account({ resellerId: 2, timeZone: 'Asia/Tokyo' });
      const [locked] = await world.transaction(({ accounts }) => accounts.lock([id]));

      expect(locked).toMatchObject({ timeZone: 'Asia/Tokyo' });
      expect(await world.transaction(({ accounts }) => accounts.find(id))).toEqual(locked);
      expect(await world.transaction(({ accounts }) => accounts.find(id), 1)).toBeUndefined();
      expect(await world.transaction(({ accounts }) => accounts.find(accountIdOf(4_711)))).toBeUndefined();
    });

    it('are used since their first transaction as long as they were never billed', async () => {
      const account = await world.account();
      const chainOf = async () => (await world.transaction(({ accounts }) => accounts.chains([account]))).get(account);
      await world.use(account, '2026-01-10T00:00:00Z');
      await world.use(account, '2026-01-05T10:00:00Z');
      expect(await chainOf()).toEqual({ ...emptyChain, usedSince: instantOf('2026-01-05T10:00:00Z') });

      await world.invoice({ account, ...january });
      expect(await chainOf()).toEqual({ ...emptyChain, billedUntil: instantOf(january.endsAt) });
    });

    it('are billed until their latest invoice ends', async () => {
      const [account, never] = [await world.account(), await world.account()];
      await world.invoice({ account, startsAt: '2026-03-01T00:00:00Z', endsAt: '2026-03-02T00:00:00Z' });
      await world.invoice({ account, ...january });

      const chains = await world.transaction(({ accounts }) => accounts.chains([account, never]));
      expect(chains).toEqual(
        new Map([
          [account, { ...emptyChain, billedUntil: instantOf('2026-03-02T00:00:00Z') }],
          [never, emptyChain],
        ]),
      );
    });

    it('have used a period or not, by transactions from its start up to its end', async () => {
      const [account, other] = [await world.account(), await world.account()];
      await world.use(account, january.startsAt);
      await world.use(other, january.endsAt);
      const orders = [account, other].map((accountId) => orderOf(accountId, january));

      expect(await world.transaction(({ accounts }) => accounts.areUsed(orders))).toEqual([true, false]);
      const none = await world.transaction(({ accounts }) => accounts.awaitingCorrections([account]));
      expect(none).toEqual(new Set());
    });

    it('are moved on over a period that stays open, and is found once usage has come', async () => {
      const account = await world.account({ emptyInvoices: false });
      const chainOf = async () => (await world.transaction(({ accounts }) => accounts.chains([account]))).get(account);
      await world.transaction(({ accounts }) => accounts.skip([orderOf(account, january)]));
      const billedUntil = instantOf(january.endsAt);
      expect(await chainOf()).toEqual({ ...emptyChain, billedUntil });

      await world.use(account, '2026-01-10T00:00:00Z');
      const open = { startsAt: instantOf(january.startsAt), endsAt: billedUntil };
      expect(await chainOf()).toEqual({ ...emptyChain, billedUntil, openPeriods: [open] });
      await world.invoice({ account, ...january });
    });

    it('are moved on over a period that was open', async () => {
      const account = await world.account();
      const id = await world.invoice({ account, ...january });
      await world.transaction(({ invoices }) => invoices.remove(id, false));
      await world.transaction(({ accounts }) => accounts.skip([orderOf(account, january)]));
      const chains = await world.transaction(({ accounts }) => accounts.chains([account]));
      expect(chains.get(account)).toEqual({ ...emptyChain, billedUntil: instantOf(january.endsAt) });
    });

    it('are scheduled', async () => {
      const account = await world.account();
      const next = { nextInvoiceAt: instantOf('2026-04-01T00:00:00Z'), nextInvoiceType: 'autoPartial' } as const;
      await world.transaction(({ accounts }) => accounts.schedule(new Map([[account, next]])));

      expect(await world.transaction(({ accounts }) => accounts.lock([account]))).toMatchObject([next]);
    });
  });

  describe('usage invoices', () => {
    it.each([
      ['the same period', '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z', true],
      ['a part of it', '2026-01-10T00:00:00Z', '2026-01-11T00:00:00Z', true],
      ['its last second and more', '2026-01-31T23:59:59Z', '2026-03-01T00:00:00Z', true],
      ['the time from its end on', '2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z', false],
      ['the time up to its start', '2025-12-01T00:00:00Z', '2026-01-01T00:00:00Z', false],
    ])('overlap: %s', async (_, startsAt, endsAt, overlaps) => {
      const account = await world.account();
      await world.invoice({ account, ...january });
      const period = { startsAt: instantOf(startsAt), endsAt: instantOf(endsAt) };

      expect(await world.transaction(({ invoices }) => invoices.overlaps({ accountId: account, ...period }))).toBe(
        overlaps,
      );
      const other = await world.account();
      expect(await world.transaction(({ invoices }) => invoices.overlaps({ accountId: other, ...period }))).toBe(false);
    });

    it('are added under new ids, then aggregated, approved and given another reference', async () => {
      const account = await world.account();
      const period = { startsAt: instantOf(january.startsAt), endsAt: instantOf(january.endsAt) };
      const [id, unused] = await world.transaction(async ({ invoices }) => {
        const ids = await invoices.nextIds(2);
        await invoices.add(
          ids.slice(0, 1).map((one) => ({ id: one, accountId: account, type: 'manual', reference: 'R', ...period })),
        );
        return ids;
      });
      if (id === undefined || unused === undefined) throw new Error('two ids were asked for');

      expect(id).not.toBe(unused);
      const added = { accountId: account, state: 'new', type: 'manual', reference: 'R', ...january };
      expect([await world.snapshot(id), await world.snapshot(unused)]).toEqual([added, undefined]);
      expect(await world.transaction(({ invoices }) => invoices.lock(id))).toEqual({
        id,
        accountId: account,
        state: 'new',
        kind: 'usage',
      });
      await world.transaction(({ invoices }) => invoices.aggregate([id]));
      await world.transaction(({ invoices }) => invoices.changeReference(id, 'S'));
      expect(await world.snapshot(id)).toEqual({ ...added, state: 'pending', reference: 'S' });
      await world.transaction(({ invoices }) => invoices.approve(id));
      expect(await world.snapshot(id)).toMatchObject({ state: 'approved' });
    });

    it('know which references final invoices of their reseller have', async () => {
      const [account, foreign] = [await world.account(), await world.account({ resellerId: 2 })];
      const final = await world.invoice({ account, ...january, state: 'pending' });
      const others = [
        await world.invoice({ account: await world.account(), ...january, state: 'pending' }),
        await world.invoice({ account: foreign, ...january, state: 'pending' }),
      ];
      await world.transaction(({ invoices }) => invoices.changeReference(final, 'TAKEN'));
      const taken = () =>
        Promise.all(
          [final, ...others].map((id) => world.transaction(({ invoices }) => invoices.isReferenceTaken(id, 'TAKEN'))),
        );
      expect(await taken()).toEqual([false, false, false]);
      await world.transaction(({ invoices }) => invoices.approve(final));
      expect(await taken()).toEqual([false, true, false]);

      const [other = final] = others;
      const second = world.transaction(async ({ invoices }) => {
        await invoices.changeReference(other, 'TAKEN');
        await invoices.approve(other);
      });
      await expect(second).rejects.toEqual(new InvoiceRefused('reference-taken'));
      expect(await world.snapshot(other)).toMatchObject({ state: 'pending' });
    });

    it('are not there for another reseller', async () => {
      const id = await world.invoice({ account: await world.account({ resellerId: 2 }), ...january });

      expect(await world.transaction(({ invoices }) => invoices.lock(id), 1)).toBeUndefined();
      expect(await world.transaction(({ invoices }) => invoices.lock(id), 2)).toMatchObject({ id });
      expect(await world.transaction(({ invoices }) => invoices.lock(invoiceIdOf(4_711)))).toBeUndefined();
    });

    it('are removed, final ones only when they may be', async () => {
      const account = await world.account();
      const open = await world.invoice({ account, ...january, state: 'pending' });
      const final = await world.invoice({
        ...{ account, state: 'approved' as const },
        ...{ startsAt: january.endsAt, endsAt: '2026-03-01T00:00:00Z' },
      });
      await world.transaction(({ invoices }) => invoices.remove(open, false));

      expect(await world.snapshot(open)).toBeUndefined();
      await expect(world.transaction(({ invoices }) => invoices.remove(final, false))).rejects.toThrow();
      expect(await world.snapshot(final)).toMatchObject({ state: 'approved' });
      await world.transaction(({ invoices }) => invoices.remove(final, true));
      expect(await world.snapshot(final)).toBeUndefined();
    });

    it('say what they would be once their usage has changed, until it is aggregated anew', async () => {
      const id = await world.invoice({ account: await world.account(), ...january, state: 'pending' });
      const changed = () => world.transaction(({ invoices }) => invoices.changedTotals(id));

      expect(await changed()).toBeUndefined();
      await world.cameLate({ invoice: id, amount: '1.5' });
      expect(await changed()).toEqual({ billed: '0', used: '1.5' });
      await world.transaction(({ invoices }) => invoices.aggregateAnew(id));
      expect(await changed()).toBeUndefined();
      expect(await world.snapshot(id)).toMatchObject({ state: 'pending' });
    });

    it('are kept while something refers to them', async () => {
      const id = await world.invoice({ account: await world.account(), ...january });
      await world.charged(id);

      await expect(world.transaction(({ invoices }) => invoices.remove(id, false))).rejects.toEqual(
        new RecordInUse('charges'),
      );
      expect(await world.snapshot(id)).toMatchObject({ state: 'new' });
    });

    it('are as they were when the work fails', async () => {
      const id = await world.invoice({ account: await world.account(), ...january });
      const failing = world.transaction(async ({ invoices }) => {
        await invoices.changeReference(id, 'lost');
        throw new Error('on purpose');
      });

      await expect(failing).rejects.toThrow('on purpose');
      expect(await world.snapshot(id)).toMatchObject({ reference: `INV-${id}` });
    });
  });
};
