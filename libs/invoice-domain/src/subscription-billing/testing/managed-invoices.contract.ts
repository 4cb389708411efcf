import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal, localDateOf } from '@org/kernel';
import { accountIdOf, invoiceIdOf, paymentIdOf } from '../../model/ids.js';
import type { PaymentStatus } from '../../payments/payment.js';
import type { ExternalTerms, ManagedInvoices } from '../managed-invoices.js';
import type { SubscriptionStatus } from '../subscription.js';
import { adjustment } from './adjustment.js';
import type { Issued, SubscriptionWorld } from './subscription-world.js';

const terms: ExternalTerms = {
  documentId: 'ERP-7',
  dueDate: localDateOf('2026-03-15'),
  amount: undefined,
  receipt: undefined,
};

/** Contract tests of `ManagedInvoices`. */
export const managedInvoicesContract = (open: () => Promise<SubscriptionWorld>): void => {
  describe('managed invoices', () => {
    let world: SubscriptionWorld;

    beforeAll(async () => {
      world = await open();
    });

    afterAll(() => world.close());

    const as = <Result>(work: (invoices: ManagedInvoices) => Promise<Result>, reseller = 1): Promise<Result> =>
      world.as(reseller, ({ invoices }) => work(invoices));

    const approved = async (issued: Issued, more: Partial<ExternalTerms> = {}): Promise<void> => {
      await as(async (invoices) => {
        const locked = await invoices.lock(invoiceIdOf(issued.id));
        if (locked?.payment === undefined) throw new Error('nothing to approve');
        await invoices.approve(locked, locked.payment.id, { ...terms, documentId: `ERP-${issued.id}`, ...more });
      });
    };

    it('are locked with their account and their payment', async () => {
      const { id } = await world.issued({ total: '12.34', daysToPay: 30, dueDate: '2026-03-02' });

      expect(await as((invoices) => invoices.lock(invoiceIdOf(id)))).toEqual({
        account: { id, balance: Decimal.of('-12.34'), daysToPay: 30 },
        invoice: {
          id,
          accountId: id,
          state: 'approved',
          reference: `INV-${id}`,
          paymentModel: 'postpay',
          externallyApproved: false,
          fromDate: localDateOf('2026-01-01'),
          total: Decimal.of('12.34'),
        },
        payment: {
          id,
          status: 'waiting_for_payment',
          currencyCode: 'EUR',
          total: Decimal.of('12.34'),
          amountPaid: Decimal.zero,
          takenBackId: null,
          expirationDate: localDateOf('2026-03-02'),
          externalTotal: null,
          externalCurrencyCode: null,
          currencyDigits: 2,
        },
      });
    });

    it('have a payment term of 14 days without a class, and no payment where there was nothing to pay', async () => {
      const { id } = await world.issued({ state: 'pending', paymentModel: 'prepay', payment: null });

      expect(await as((invoices) => invoices.lock(invoiceIdOf(id)))).toMatchObject({
        account: { daysToPay: 14 },
        invoice: { state: 'pending', paymentModel: 'prepay' },
        payment: undefined,
      });
    });

    it('are nobody else’s', async () => {
      const { id } = await world.issued({ resellerId: 2 });
      const day = localDateOf('2026-01-01');

      for (const absent of [id, 4_711, Number.MAX_SAFE_INTEGER]) {
        expect(await as((invoices) => invoices.lock(invoiceIdOf(absent)))).toBeUndefined();
        expect(await as((invoices) => invoices.invoiceOf(paymentIdOf(absent)))).toBeUndefined();
        expect(await as((invoices) => invoices.startingOn(accountIdOf(absent), day))).toBeUndefined();
      }
      expect(await as((invoices) => invoices.startingOn(accountIdOf(id), day), 2)).toEqual([id]);
    });

    it('are found by their payment; a top-up has none', async () => {
      const issued = await world.issued();
      const topUp = await world.topUp(issued);

      expect(await as((invoices) => invoices.invoiceOf(paymentIdOf(issued.id)))).toEqual({ invoiceId: issued.id });
      expect(await as((invoices) => invoices.invoiceOf(paymentIdOf(topUp)))).toEqual({ invoiceId: null });
    });

    it('are found by their account and the first day of their period', async () => {
      const { id } = await world.issued();
      const other = await world.issued({ account: id, state: 'pending', payment: null });
      const on = (day: string) => as((invoices) => invoices.startingOn(accountIdOf(id), localDateOf(day)));

      expect(await on('2026-01-01')).toEqual([id, other.id]);
      expect(await on('2026-01-02')).toEqual([]);
    });

    it('are of currencies that are known', async () => {
      expect(await as((invoices) => invoices.knowsCurrency('USD'))).toBe(true);
      expect(await as((invoices) => invoices.knowsCurrency('XTS'))).toBe(false);
    });

    it('get the number, due date and amount of an approval', async () => {
      const issued = await world.issued();
      await approved(issued, { amount: { total: Decimal.of('99.5'), currency: 'USD' } });

      const { invoice, payment } = await world.snapshot(issued);
      expect(invoice).toEqual({
        reference: `ERP-${issued.id}`,
        externallyApproved: true,
        chargesAmount: '100',
        total: '100',
      });
      expect(payment).toMatchObject({ status: 'waiting_for_payment', dueDate: '2026-03-15', external: '99.5 USD' });
    });

    it('keep the receipt of an approval', async () => {
      const [linked, filed] = [await world.issued(), await world.issued()];
      await approved(linked, { receipt: { kind: 'link', link: 'https://erp.test/7' } });
      await approved(filed, { receipt: { kind: 'file', type: 'pdf', content: new Uint8Array([37, 80, 68, 70]) } });

      expect((await world.snapshot(linked)).payment?.receipt).toBe('https://erp.test/7');
      expect((await world.snapshot(filed)).payment?.receipt).toBe('pdf');
    });

    it('lose number, due date, amount and receipt of an approval that is withdrawn', async () => {
      const issued = await world.issued();
      const before = await world.snapshot(issued);
      await approved(issued, {
        amount: { total: Decimal.of('99.5'), currency: 'USD' },
        receipt: { kind: 'link', link: 'https://erp.test/7' },
      });
      await as(async (invoices) => {
        const locked = await invoices.lock(invoiceIdOf(issued.id));
        if (locked !== undefined) await invoices.withdraw(locked);
      });

      expect(await world.snapshot(issued)).toEqual(before);
    });

    it('of less than zero get a number alone', async () => {
      const issued = await world.issued({ total: '-5', payment: null });
      await as(async (invoices) => {
        const locked = await invoices.lock(invoiceIdOf(issued.id));
        if (locked !== undefined) await invoices.approve(locked, undefined, { ...terms, documentId: 'CN-1' });
      });

      expect(await world.snapshot(issued)).toMatchObject({
        invoice: { reference: 'CN-1', externallyApproved: true },
        payment: undefined,
      });
    });

    it('know which numbers final invoices of their reseller have, and had before', async () => {
      const [issued, other, foreign] = [
        await world.issued(),
        await world.issued(),
        await world.issued({ resellerId: 2 }),
      ];
      await approved(issued, { documentId: 'TAKEN-1' });
      const taken = (id: number, number: string, reseller = 1) =>
        as((invoices) => invoices.isNumberTaken(invoiceIdOf(id), number), reseller);

      expect(await taken(other.id, 'TAKEN-1')).toBe(true);
      expect(await taken(other.id, `INV-${issued.id}`)).toBe(true);
      expect(await taken(issued.id, 'TAKEN-1')).toBe(false);
      expect(await taken(other.id, 'FREE-1')).toBe(false);
      expect(await taken(foreign.id, 'TAKEN-1', 2)).toBe(false);
    });

    it('end with their payment, now', async () => {
      const issued = await world.issued();
      const balance = Decimal.of('-100');
      const end = { status: 'completed', balance } as const;
      await as((invoices) => invoices.end(paymentIdOf(issued.id), end));

      expect((await world.snapshot(issued)).payment).toEqual({
        status: 'completed',
        dueDate: null,
        external: null,
        paidFromBalance: '0',
        balanceBefore: '-100',
        closedAt: '2026-03-01T12:00:00Z',
        receipt: null,
      });
    });

    it('move balances by exact amounts', async () => {
      const issued = await world.issued();
      await as((invoices) => invoices.post(adjustment(accountIdOf(issued.id), '0.000001')));
      await as((invoices) => invoices.post(adjustment(accountIdOf(issued.id), '-1')));

      expect((await world.snapshot(issued)).balance).toBe('-100.999999');
    });

    it.each<[PaymentStatus, string]>([
      ['waiting_for_payment', '70'],
      ['expired', '70'],
      ['receipt_creating', '70'],
      ['receipt_sent', '70'],
      ['processing', '70'],
      ['cancelled', '0'],
      ['completed', '0'],
      ['paid_from_balance', '0'],
    ])('whose payment of 100 is %s, with 30 from the balance, are owed %s', async (payment, owed) => {
      const issued = await world.issued({ payment, paidFromBalance: '30' });
      await world.topUp(issued);

      const found = await as((invoices) => invoices.owedForServices(accountIdOf(issued.id)));
      expect(found.toString()).toBe(owed);
    });

    it.each<[SubscriptionStatus, SubscriptionStatus]>([
      ['blocked', 'active'],
      ['stopped', 'stopped'],
      ['graced', 'graced'],
    ])('make %s subscriptions %s when they are unblocked', async (subscription, status) => {
      const issued = await world.issued({ subscription });
      await as((invoices) => invoices.unblock(invoiceIdOf(issued.id)));

      expect((await world.snapshot(issued)).subscription).toBe(status);
    });

    it('leave a subscription blocked that another overdue payment is for', async () => {
      const issued = await world.issued();
      const next = await world.issued({ account: issued.id });
      await world.overdue(issued);
      await world.overdue(next);
      await as((invoices) => invoices.unblock(invoiceIdOf(issued.id)));

      expect((await world.snapshot(issued)).subscription).toBe('blocked');
    });

    it('are as they were when the work fails', async () => {
      const issued = await world.issued();
      const before = await world.snapshot(issued);
      const failing = as(async (invoices) => {
        await invoices.post(adjustment(accountIdOf(issued.id), '1'));
        throw new Error('on purpose');
      });

      await expect(failing).rejects.toThrow('on purpose');
      expect(await world.snapshot(issued)).toEqual(before);
    });
  });
};
