import { beforeEach, describe, expect, it } from '@jest/globals';
import { Decimal, localDateOf } from '@org/kernel';
import { RecordNotFound, Refused } from '../model/domain-failure.js';
import { invoiceIdOf } from '../model/ids.js';
import { ApproveExternally, type ExternalApproval } from './approve-externally.js';
import { MemoryWorld } from './testing/memory-world.js';
import type { InvoiceSketch, Issued } from './testing/subscription-world.js';

let world: MemoryWorld;

/** It is 1 March 2026, 12:00 in UTC and 14:00 in Kyiv. */
beforeEach(() => {
  world = new MemoryWorld();
});

const approval: ExternalApproval = {
  documentId: 'ERP-7',
  billingDate: localDateOf('2026-01-01'),
  dueDate: undefined,
  amount: undefined,
  receipt: undefined,
};

const approve = ({ id }: Pick<Issued, 'id'>, more: Partial<ExternalApproval> = {}, reseller = 1): Promise<void> =>
  world.as(reseller, ({ invoices }) =>
    new ApproveExternally(world.clock, 'Europe/Kyiv').execute(invoices, invoiceIdOf(id), { ...approval, ...more }),
  );

const dueDateOf = async (issued: Issued): Promise<string | null | undefined> =>
  (await world.snapshot(issued)).payment?.dueDate;

describe('an external approval', () => {
  it('gives the invoice its number, and leaves amounts and balance alone', async () => {
    const issued = await world.issued();
    const before = await world.snapshot(issued);
    await approve(issued);

    expect(await world.snapshot(issued)).toEqual({
      ...before,
      invoice: { ...before.invoice, reference: 'ERP-7', externallyApproved: true },
      payment: { ...before.payment, dueDate: '2026-03-15' },
    });
  });

  it.each<[string, InvoiceSketch, string]>([
    ['14 days from the local day of the approval, without a class', {}, '2026-03-15'],
    ['as many days as the account class says', { daysToPay: 30 }, '2026-03-31'],
    ['the same day where the class gives no time', { daysToPay: 0 }, '2026-03-01'],
  ])('is due %s', async (_, sketch, dueDate) => {
    const issued = await world.issued(sketch);
    await approve(issued);

    expect(await dueDateOf(issued)).toBe(dueDate);
  });

  it('is due by the calendar of its reseller, whose day may have come already', async () => {
    world.clock.moveTo('2026-03-01T22:30:00Z');
    const issued = await world.issued();
    await approve(issued);

    expect(await dueDateOf(issued)).toBe('2026-03-16');
  });

  it('is due when the third-party system says, today at the earliest', async () => {
    const issued = await world.issued();
    await approve(issued, { dueDate: localDateOf('2026-03-01') });

    expect(await dueDateOf(issued)).toBe('2026-03-01');
  });

  it('keeps the external amount to its last digit, beside its own', async () => {
    const issued = await world.issued();
    await approve(issued, { amount: { total: Decimal.of('987654321.1234567891'), currency: 'USD' } });

    const { invoice, payment } = await world.snapshot(issued);
    expect([invoice.total, payment?.external]).toEqual(['100', '987654321.1234567891 USD']);
  });

  it('keeps its receipt', async () => {
    const issued = await world.issued();
    await approve(issued, { receipt: { kind: 'link', link: 'https://erp.test/7' } });

    expect((await world.snapshot(issued)).payment?.receipt).toBe('https://erp.test/7');
  });

  it('finds no invoice of another reseller', async () => {
    const { id } = await world.issued({ resellerId: 2 });

    await expect(approve({ id })).rejects.toEqual(new RecordNotFound('invoice', String(id)));
    await approve({ id }, {}, 2);
  });

  it('that is refused changes nothing', async () => {
    const issued = await world.issued();
    await approve(issued);
    const before = await world.snapshot(issued);

    await expect(approve(issued, { dueDate: localDateOf('2027-01-01') })).rejects.toThrow('already-approved');
    expect(await world.snapshot(issued)).toEqual(before);
  });
});

describe('a credit invoice', () => {
  const credit: InvoiceSketch = { total: '-30', payment: null };

  it('gets its external number like any other, and has no payment', async () => {
    const issued = await world.issued(credit);
    await approve(issued);

    expect(await world.snapshot(issued)).toMatchObject({
      invoice: { reference: 'ERP-7', externallyApproved: true, total: '-30' },
      payment: undefined,
    });
    await expect(approve(issued)).rejects.toEqual(new Refused('already-approved'));
  });

  it.each<[string, Partial<ExternalApproval>]>([
    ['dueDate', { dueDate: localDateOf('2026-04-01') }],
    ['amount', { amount: { total: Decimal.of('-30'), currency: 'EUR' } }],
    ['receipt', { receipt: { kind: 'link', link: 'https://erp.test/7' } }],
  ])('takes no %s', async (member, more) => {
    const detail = 'A credit invoice has no payment, and so neither due date nor external amount nor receipt.';
    await expect(approve(await world.issued(credit), more)).rejects.toEqual(
      new Refused('malformed-external-terms', { detail, place: [member] }),
    );
  });
});
