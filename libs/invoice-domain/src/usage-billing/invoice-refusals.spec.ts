import { beforeEach, describe, expect, it } from '@jest/globals';
import type { InvoiceId } from '../model/ids.js';
import type { InvoiceRefusal } from '../model/invoice-refusal.js';
import { InvoiceRefused, RecordIsFinal, RecordNotFound, UsageChanged } from '../model/domain-failure.js';
import { invoiceIdOf } from '../model/ids.js';
import { ApproveInvoice } from '../invoices/approve-invoice.js';
import { ChangeInvoiceReference } from '../invoices/change-invoice-reference.js';
import { DeleteInvoice } from '../invoices/delete-invoice.js';
import type { InvoiceKind, InvoiceState } from '../invoices/invoice.js';
import { CreateInvoice, type ManualOrder } from './create-invoice.js';
import { AggregateUsage } from './aggregate-usage.js';
import { RefillInvoice } from './refill-invoice.js';
import { MemoryBillingWorld } from './testing/memory-billing-world.js';

let world: MemoryBillingWorld;

beforeEach(() => {
  world = new MemoryBillingWorld();
});

const january = { startsAt: '2026-01-01', endsAt: '2026-02-01' };

const create = async (order: Partial<ManualOrder> = {}): Promise<InvoiceId> => {
  const { accountId = await world.account({ timeZone: 'Europe/Kyiv' }) } = order;
  return world.transaction((ledger) =>
    new CreateInvoice(world.clock).execute(ledger, { ...january, ...order, accountId }),
  );
};

const standing = async (state: InvoiceState, kind: InvoiceKind = 'usage'): Promise<InvoiceId> =>
  world.invoice({
    ...{ account: await world.account(), state, kind },
    ...{ startsAt: '2026-01-01T00:00:00Z', endsAt: '2026-02-01T00:00:00Z' },
  });

const approve = (id: InvoiceId) => world.transaction((ledger) => new ApproveInvoice().execute(ledger, id));
const aggregate = (id: InvoiceId) => world.transaction((ledger) => new AggregateUsage().execute(ledger, id));
const refill = (id: InvoiceId) => world.transaction((ledger) => new RefillInvoice().execute(ledger, id));
const rename = (id: InvoiceId, reference: string) =>
  world.transaction((ledger) => new ChangeInvoiceReference().execute(ledger, id, reference));
const remove = (id: InvoiceId, evenApproved = false) =>
  world.transaction((ledger) => new DeleteInvoice(evenApproved).execute(ledger, id));

type Case = readonly [what: string, ask: () => Promise<unknown>];

const cases: Readonly<Record<Exclude<InvoiceRefusal, 'usage-changed'>, readonly [Case, ...Case[]]>> = {
  'account-missing': [['an invoice of no account', () => create({ accountId: null })]],
  'account-on-schedule': [
    [
      'an invoice of an account that is billed on a schedule',
      async () =>
        create({
          accountId: await world.account({
            ...{ invoicePeriodId: 4, nextInvoiceAt: '2026-12-07T00:00:00Z', nextInvoiceType: 'autoFull' },
          }),
        }),
    ],
  ],
  'start-missing': [
    ['an invoice without a start', () => create({ startsAt: null })],
    ['an invoice whose start is blank', () => create({ startsAt: ' ' })],
  ],
  'start-unreadable': [['an invoice whose start is no day', () => create({ startsAt: '2026-02-30' })]],
  'end-missing': [['an invoice without an end', () => create({ endsAt: null })]],
  'end-unreadable': [['an invoice whose end is no moment', () => create({ endsAt: 'soon' })]],
  'end-before-start': [['an invoice that ends before it starts', () => create({ endsAt: '2025-12-31' })]],
  'period-empty': [['an invoice of no time', () => create({ endsAt: '2026-01-01' })]],
  'period-not-over': [['an invoice that ends a second from now', () => create({ endsAt: '2026-12-01T00:00:01Z' })]],
  'period-billed': [
    [
      'an invoice of a time that is billed',
      async () => {
        const accountId = await world.account();
        await create({ accountId });
        await create({ accountId, startsAt: '2026-01-31', endsAt: '2026-03-01' });
      },
    ],
  ],
  'already-filled': [
    ['the aggregation for a pending invoice', async () => aggregate(await standing('pending'))],
    ['the aggregation for an approved invoice', async () => aggregate(await standing('approved'))],
  ],
  'approved-already': [['the approval of an approved invoice', async () => approve(await standing('approved'))]],
  'not-filled-yet': [['the approval of a new invoice', async () => approve(await standing('new'))]],
  'approval-of-subscriptions': [
    ['the approval of an invoice of subscriptions', async () => approve(await standing('pending', 'commerce'))],
    ['the approval of one that is new', async () => approve(await standing('new', 'commerce'))],
  ],
  'deletion-of-subscriptions': [
    ['the deletion of an open invoice of subscriptions', async () => remove(await standing('pending', 'commerce'))],
    [
      'that of a closed one, whatever the configuration',
      async () => remove(await standing('approved', 'commerce'), true),
    ],
  ],
  'refill-of-other-than-pending': [
    ['a refill of an invoice of subscriptions', async () => refill(await standing('pending', 'commerce'))],
    ['a refill of a new invoice', async () => refill(await standing('new'))],
    ['a refill of an approved invoice', async () => refill(await standing('approved'))],
  ],
  'reference-missing': [['a blank reference', async () => rename(await standing('pending'), ' ')]],
  'reference-taken': [
    [
      'a reference that a final invoice has',
      async () => {
        const [final, other] = [await standing('pending'), await standing('pending')];
        await rename(final, 'R-1');
        await approve(final);
        await rename(other, 'R-1');
      },
    ],
    [
      'the approval under a reference that another got first',
      async () => {
        const [final, other] = [await standing('pending'), await standing('pending')];
        await rename(final, 'R-1');
        await rename(other, 'R-1');
        await approve(final);
        await approve(other);
      },
    ],
  ],
  'reference-of-other-than-pending': [
    ['another reference for a new invoice', async () => rename(await standing('new'), 'R')],
    ['another reference for an approved invoice', async () => rename(await standing('approved'), 'R')],
  ],
};

describe.each(Object.entries(cases))('%s', (refusal, alike) => {
  it.each(alike)('refuses %s', async (_, ask) => {
    await expect(ask()).rejects.toEqual(new InvoiceRefused(refusal as InvoiceRefusal));
  });
});

describe('an invoice that is ordered', () => {
  it('is told everything that is missing at once, in the order of Yeti', async () => {
    await expect(create({ accountId: null, startsAt: null, endsAt: '' })).rejects.toEqual(
      new InvoiceRefused('account-missing', 'start-missing', 'end-missing'),
    );
  });

  it('is made for the account’s clocks, and its usage is aggregated by a job', async () => {
    const id = await create();

    expect(await world.snapshot(id)).toMatchObject({
      state: 'new',
      type: 'manual',
      reference: String(id),
      startsAt: '2025-12-31T22:00:00Z',
      endsAt: '2026-01-31T22:00:00Z',
    });
    expect(world.jobs).toEqual([`aggregate ${id}`]);
  });

  it('leaves nothing behind when it is refused', async () => {
    await expect(create({ endsAt: null })).rejects.toBeInstanceOf(InvoiceRefused);

    expect(world.jobs).toEqual([]);
  });
});

describe('an invoice', () => {
  it('gets its usage aggregated and another reference, and is approved', async () => {
    const id = await standing('new');

    expect(await aggregate(id)).toBe(true);
    await rename(id, 'R-1');
    await approve(id);
    expect(await world.snapshot(id)).toMatchObject({ state: 'approved', reference: 'R-1' });
  });

  it('is not approved while its usage is another than it says, but once it is filled anew', async () => {
    const id = await standing('pending');
    await world.cameLate({ invoice: id, amount: '98.9' });

    await expect(approve(id)).rejects.toEqual(new UsageChanged('0', '98.9'));
    expect(await world.snapshot(id)).toMatchObject({ state: 'pending' });
    await refill(id);
    await approve(id);
    expect(await world.snapshot(id)).toMatchObject({ state: 'approved' });
  });

  it('may be gone when its usage is to be aggregated', async () => {
    expect(await aggregate(invoiceIdOf(4_711))).toBe(false);
  });

  it('that is not there cannot be approved, named or deleted', async () => {
    const absent = invoiceIdOf(4_711);
    const notFound = new RecordNotFound('invoice', '4711');

    await expect(approve(absent)).rejects.toEqual(notFound);
    await expect(rename(absent, 'R')).rejects.toEqual(notFound);
    await expect(remove(absent)).rejects.toEqual(notFound);
  });

  it('is deleted until it is approved; afterwards only where the configuration says so', async () => {
    const [open, final] = [await standing('pending'), await standing('approved')];
    await remove(open);

    expect(await world.snapshot(open)).toBeUndefined();
    await expect(remove(final)).rejects.toEqual(new RecordIsFinal());
    await remove(final, true);
    expect(await world.snapshot(final)).toBeUndefined();
  });
});
