import { expect } from '@jest/globals';
import type { AnyPayment, BookedPayment } from './booked.js';
import { isInAdvance, isOpen, isService } from './booked.js';
import { moneyOf } from './commerce-ledger.js';
import { PaymentBooks } from './payment-books.js';
import { paymentRow } from './rows.js';
import { chosen, likely, partOf, type SharedLife } from './shared-life.js';
import type { Steps, StepOf } from './steps.js';
import { resellerOf } from './world.js';

type Told = 'top up' | 'pay ahead' | 'payment again' | 'at once' | 'pay invoice' | 'pay charge' | 'adjust';
type GoingBack = 'give back' | 'order refund' | 'call off' | 'refund at once';

const topUpOf = (key: string, { account, amount, status }: Omit<StepOf<'top up'>, 'what'>): BookedPayment => ({
  ...{ key, account, total: amount, status, sent: status, charges: [], fromBalance: 0n },
});

/** What is paid. */
export const paymentSteps = (life: SharedLife): Pick<Steps, Told> => {
  const payments = new PaymentBooks(life.books);
  return {
    'top up': async (topUp) => {
      const payment = topUpOf(life.key('p'), topUp);
      await life.send('payments', payment.account, [paymentRow(payment)], () => payments.pay(payment));
    },
    'pay ahead': async ({ account, nths, total, fromBalance, status }) => {
      const own = life.books.charges.filter((charge) => charge.account === account && charge.model === 'prepay');
      const charges = [...new Set(nths.flatMap((nth) => chosen(own, nth) ?? []))];
      if (charges.length === 0) return;
      const payment = {
        ...{ key: life.key('p'), account, total, status, sent: status, charges, fromBalance: fromBalance ?? 0n },
      };
      const row = {
        ...paymentRow(payment),
        charge_keys: charges.map(({ key }) => key).join(';'),
        amount_paid_from_balance: fromBalance === null ? undefined : moneyOf(fromBalance),
      };
      await life.send('payments', account, [row], () => payments.pay(payment));
    },
    'at once': async ({ topUps }) => {
      const told = topUps.map((topUp) => topUpOf(life.key('p'), topUp));
      const outcomes = await life.ledger.importAtOnce('payments', told.map(paymentRow));
      expect(outcomes).toEqual(told.map(() => expect.objectContaining({ added: 1, rejected: 0 })));
      for (const payment of told) {
        payments.pay(payment);
        life.books.settleDue(payment.account, life.day());
      }
    },
    'pay invoice': async ({ nth, part }) => {
      const service = likely(life.books.services, nth, (one) => isOpen(one) && one.due !== null);
      if (service === undefined) return;
      const isDone = await life.ledger.payInvoice(resellerOf(service.account), service.id, partOf(part, service.total));
      life.agreed('paid', isDone, life.books.payInvoice(service, partOf(part, service.total)));
    },
    'pay charge': async ({ nth, part }) => {
      const charge = likely(life.books.charges, nth, isInAdvance);
      if (charge === undefined) return;
      const isDone = await life.ledger.payCharge(
        resellerOf(charge.account),
        await life.idOf('charges', charge.key),
        partOf(part, charge.amount),
      );
      life.agreed('paid', isDone, life.books.payCharge(charge, partOf(part, charge.amount)));
    },
    adjust: async ({ account, balance }) => {
      await life.ledger.adjust(account, balance);
      life.books.adjust(account, balance);
      life.books.settleDue(account, life.day());
    },
    'payment again': async ({ nth, status }) => {
      const payment = chosen(life.books.payments, nth);
      if (payment === undefined) return;
      await life.send('payments', payment.account, [paymentRow({ ...payment, status })], () =>
        payments.payAgain(payment, status),
      );
    },
  };
};

/** What goes back of payments. */
export const returnSteps = (life: SharedLife): Pick<Steps, GoingBack> => {
  const payments = new PaymentBooks(life.books);
  const idOf = (payment: AnyPayment): Promise<number> =>
    isService(payment) ? Promise.resolve(payment.id) : life.idOf('payments', payment.key);
  const anyOf = (nth: number): AnyPayment | undefined =>
    likely([...life.books.payments, ...life.books.services], nth, (payment) => {
      const own = life.books.credits.ownOf(payment);
      return own !== undefined && own.back < own.amount;
    });
  return {
    'give back': async ({ nth, kind, part }) => {
      const payment =
        kind === 'undone_completion'
          ? likely(life.books.services, nth, ({ status }) => status === 'completed')
          : anyOf(nth);
      if (payment === undefined) return;
      const wanted = kind === 'undone_completion' ? null : partOf(part, payment.total);
      const isDone = await life.ledger.giveBack(kind, await idOf(payment), wanted);
      life.agreed(kind, isDone, payments.giveBack(payment, kind, wanted));
      if (isDone) life.books.endOfDay(payment.account, life.day());
    },
    'refund at once': async ({ nth, times }) => {
      const payment = anyOf(nth);
      if (payment === undefined) return;
      const id = await idOf(payment);
      const all = Array.from({ length: times }, (_, place) => place);
      const outcomes = await Promise.all(all.map(() => life.ledger.giveBack('refund', id, null)));
      const booked = all.map(() => {
        const isDone = payments.giveBack(payment, 'refund', null);
        if (isDone) life.books.endOfDay(payment.account, life.day());
        return isDone;
      });
      life.agreed('refunded at once', outcomes.filter(Boolean).length, booked.filter(Boolean).length);
    },
    'order refund': async ({ nth, part }) => {
      const payment = anyOf(nth);
      if (payment === undefined) return;
      const isDone = await life.ledger.orderRefund(await idOf(payment), partOf(part, payment.total));
      life.agreed('ordered', isDone, payments.order(payment, partOf(part, payment.total)));
    },
    'call off': async ({ nth }) => {
      const payment = chosen([...life.books.ordered.keys()], nth) ?? anyOf(nth);
      if (payment === undefined) return;
      const isDone = await life.ledger.callOffRefund(await idOf(payment));
      life.agreed('called off', isDone, payments.callOff(payment));
    },
  };
};
