import { beforeEach, describe, expect, it } from '@jest/globals';
import { Decimal, localDateOf } from '@org/kernel';
import { Refused, RecordNotFound } from '../model/domain-failure.js';
import { invoiceIdOf } from '../model/ids.js';
import { ApproveExternally } from './approve-externally.js';
import { MemoryWorld } from './testing/memory-world.js';
import type { Issued } from './testing/subscription-world.js';
import { WithdrawApproval } from './withdraw-approval.js';

let world: MemoryWorld;

beforeEach(() => {
  world = new MemoryWorld();
});

const approve = ({ id, reseller }: Issued, documentId = 'ERP-1'): Promise<void> =>
  world.as(reseller, ({ invoices }) =>
    new ApproveExternally(world.clock, 'UTC').execute(invoices, invoiceIdOf(id), {
      documentId,
      billingDate: localDateOf('2026-01-01'),
      dueDate: undefined,
      amount: { total: Decimal.of('7'), currency: 'USD' },
      receipt: { kind: 'link', link: 'https://erp.test/1' },
    }),
  );

const withdraw = ({ id }: Pick<Issued, 'id'>, reseller = 1): Promise<void> =>
  world.as(reseller, ({ invoices }) => new WithdrawApproval().execute(invoices, invoiceIdOf(id)));

describe('the withdrawal of an approval', () => {
  it('leaves the invoice and its payment as they were before, and the number free', async () => {
    const [wrong, right] = [await world.issued(), await world.issued()];
    const before = await world.snapshot(wrong);
    await approve(wrong);
    await withdraw(wrong);

    expect(await world.snapshot(wrong)).toEqual(before);
    await approve(right);
    await approve(wrong, 'ERP-2');
    expect((await world.snapshot(wrong)).invoice).toMatchObject({ reference: 'ERP-2', externallyApproved: true });
  });

  it('of an invoice that is overdue takes its subscriptions out of their block', async () => {
    const issued = await world.issued();
    await approve(issued);
    await world.overdue(issued);
    await withdraw(issued);

    expect(await world.snapshot(issued)).toMatchObject({
      payment: { status: 'waiting_for_payment', dueDate: null },
      subscription: 'active',
    });
  });

  it('is refused where there is none, and of what is nobody’s or another reseller’s', async () => {
    await expect(withdraw(await world.issued())).rejects.toEqual(new Refused('not-approved-yet'));
    const foreign = await world.issued({ resellerId: 2 });
    for (const id of [foreign.id, 4_711]) await expect(withdraw({ id })).rejects.toBeInstanceOf(RecordNotFound);
  });
});
