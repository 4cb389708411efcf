import { beforeEach, describe, expect, it } from '@jest/globals';
import { RecordNotFound } from '../model/domain-failure.js';
import { Decimal, localDateOf } from '@org/kernel';
import { invoiceIdOf, paymentIdOf } from '../model/ids.js';
import { ApproveExternally } from './approve-externally.js';
import { CancelPayment } from './cancel-payment.js';
import { PayFromBalance } from './pay-from-balance.js';
import { MemoryWorld } from './testing/memory-world.js';
import type { Issued } from './testing/subscription-world.js';

let world: MemoryWorld;

beforeEach(() => {
  world = new MemoryWorld();
});

const as = (useCase: CancelPayment | PayFromBalance, { id, reseller }: Issued): Promise<void> =>
  world.as(reseller, ({ invoices }) => useCase.execute(invoices, paymentIdOf(id)));

const cancel = (issued: Issued): Promise<void> => as(new CancelPayment(), issued);
const pay = (issued: Issued): Promise<void> => as(new PayFromBalance(), issued);

describe('a payment that is cancelled', () => {
  it('leaves no debt', async () => {
    const issued = await world.issued();
    await cancel(issued);

    const { balance, payment, subscription } = await world.snapshot(issued);
    expect([balance, subscription]).toEqual(['0', 'active']);
    expect(payment).toMatchObject({ status: 'cancelled', balanceBefore: '-100', closedAt: '2026-03-01T12:00:00Z' });
  });

  it('gives back no more than what the balance has not paid', async () => {
    const issued = await world.issued({ paidFromBalance: '30' });
    await cancel(issued);

    expect((await world.snapshot(issued)).balance).toBe('-30');
  });

  it('that may not be changes nothing', async () => {
    const issued = await world.issued({ dueDate: '2026-03-02' });
    const before = await world.snapshot(issued);

    await expect(cancel(issued)).rejects.toThrow('cancellation-of-approved');
    expect(await world.snapshot(issued)).toEqual(before);
  });
});

describe('a payment from the balance', () => {
  it('is made where the own funds of the account cover it, and the balance stays', async () => {
    const issued = await world.issued({ dueDate: '2026-03-02' });
    await world.credit(issued, '100');
    await pay(issued);

    const { balance, payment } = await world.snapshot(issued);
    expect(balance).toBe('0');
    expect(payment).toMatchObject({
      status: 'paid_from_balance',
      paidFromBalance: '100',
      balanceBefore: '0',
      closedAt: '2026-03-01T12:00:00Z',
    });
  });

  it('counts what other invoices took from the balance as own funds', async () => {
    const issued = await world.issued({ dueDate: '2026-03-02' });
    await world.issued({ account: issued.id, total: '60' });
    await world.credit(issued, '100');
    await pay(issued);

    expect((await world.snapshot(issued)).payment?.status).toBe('paid_from_balance');
  });

  it('may come when the payment has expired: subscriptions go on', async () => {
    const issued = await world.issued({ dueDate: '2026-03-02' });
    await world.credit(issued, '100');
    await world.overdue(issued);
    await pay(issued);

    expect((await world.snapshot(issued)).subscription).toBe('active');
  });

  it('is made where the third-party invoice is of the same amount, however it is written', async () => {
    const issued = await world.issued();
    await world.credit(issued, '100');
    await world.as(1, ({ invoices }) =>
      new ApproveExternally(world.clock, 'UTC').execute(invoices, invoiceIdOf(issued.id), {
        documentId: 'ERP-1',
        billingDate: localDateOf('2026-01-01'),
        dueDate: undefined,
        amount: { total: Decimal.of('100.00'), currency: 'EUR' },
        receipt: undefined,
      }),
    );
    await pay(issued);

    expect((await world.snapshot(issued)).payment?.status).toBe('paid_from_balance');
  });
});

describe.each([
  ['cancelled', cancel],
  ['paid from the balance', pay],
])('a payment that is %s', (_, change) => {
  it('is found as little as another reseller’s as one that does not exist', async () => {
    const { id } = await world.issued({ resellerId: 2 });

    for (const absent of [id, 4_711]) {
      await expect(change({ id: absent, reseller: 1 })).rejects.toEqual(new RecordNotFound('payment', String(absent)));
    }
  });
});
