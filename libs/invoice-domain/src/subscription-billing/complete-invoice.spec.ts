import { beforeEach, describe, expect, it } from '@jest/globals';
import { localDateOf } from '@org/kernel';
import { RecordNotFound } from '../model/domain-failure.js';
import { invoiceIdOf } from '../model/ids.js';
import { ApproveExternally } from './approve-externally.js';
import { CompleteInvoice } from './complete-invoice.js';
import { MemoryWorld } from './testing/memory-world.js';
import type { InvoiceSketch, Issued } from './testing/subscription-world.js';

let world: MemoryWorld;

beforeEach(() => {
  world = new MemoryWorld();
});

const named = { documentId: 'ERP-1', billingDate: localDateOf('2026-01-01') };

const approved = async (sketch: InvoiceSketch = {}): Promise<Issued> => {
  const issued = await world.issued(sketch);
  const approval = { ...named, dueDate: undefined, amount: undefined, receipt: undefined };
  await world.as(issued.reseller, ({ invoices }) =>
    new ApproveExternally(world.clock, 'UTC').execute(invoices, invoiceIdOf(issued.id), approval),
  );
  return issued;
};

const complete = ({ id }: Pick<Issued, 'id'>): Promise<void> =>
  world.as(1, ({ invoices }) => new CompleteInvoice().execute(invoices, invoiceIdOf(id), named));

describe('a completion', () => {
  it('completes the payment, and gives the account back what the services took from its balance', async () => {
    const issued = await approved({ total: '12.34' });
    await complete(issued);

    const { balance, payment } = await world.snapshot(issued);
    expect(balance).toBe('0');
    expect(payment).toMatchObject({
      status: 'completed',
      closedAt: '2026-03-01T12:00:00Z',
      balanceBefore: '-12.34',
      paidFromBalance: '0',
    });
  });

  it('gives back no more than what the balance has not paid', async () => {
    const issued = await approved({ paidFromBalance: '40' });
    await complete(issued);

    expect(await world.snapshot(issued)).toMatchObject({ balance: '-40', payment: { paidFromBalance: '40' } });
  });

  it('may be overdue: its subscriptions go on', async () => {
    const issued = await approved();
    await world.overdue(issued);
    await complete(issued);

    expect((await world.snapshot(issued)).subscription).toBe('active');
  });

  it('leaves subscriptions blocked that another overdue payment is for', async () => {
    const issued = await approved();
    const next = await world.issued({ account: issued.id });
    await world.overdue(issued);
    await world.overdue(next);
    await complete(issued);

    expect((await world.snapshot(issued)).subscription).toBe('blocked');
  });

  it('does not wake subscriptions that are blocked for another reason', async () => {
    const issued = await approved({ subscription: 'blocked' });
    await complete(issued);

    expect((await world.snapshot(issued)).subscription).toBe('blocked');
  });

  it('finds no invoice of another reseller', async () => {
    const { id } = await approved({ resellerId: 2 });

    await expect(complete({ id })).rejects.toEqual(new RecordNotFound('invoice', String(id)));
  });

  it('a second time changes nothing', async () => {
    const issued = await approved();
    await complete(issued);
    const before = await world.snapshot(issued);

    await expect(complete(issued)).rejects.toThrow('already-completed');
    expect(await world.snapshot(issued)).toEqual(before);
  });
});
