import type { ActMakers } from './act-makers.js';
import { isInAdvance, isOpen, type BookedPayment } from './booked.js';
import { chosen, likely, partOf } from './choice.js';
import { moneyOf } from './commerce-ledger.js';
import type { LifeView } from './life-view.js';
import { PaymentBooks } from './payment-books.js';
import { paymentRow } from './rows.js';
import { resellerOf } from './world.js';

/** Payments that others tell of. */
export const paymentActs = (life: LifeView): Pick<ActMakers, 'top up' | 'pay ahead' | 'payment again'> => ({
  'top up': ({ account, amount, status }) => {
    const payment: BookedPayment = {
      ...{ key: life.key('p'), account, total: amount, status, sent: status, charges: [], fromBalance: 0n },
    };
    return life.sending('top up', 'payments', payment, paymentRow(payment), (books) =>
      new PaymentBooks(books).pay({ ...payment }),
    );
  },
  'pay ahead': ({ account, nths, total, fromBalance, status }) => {
    const own = life.books.charges.filter((charge) => charge.account === account && charge.model === 'prepay');
    const charges = [...new Set(nths.flatMap((nth) => chosen(own, nth) ?? []))];
    if (charges.length === 0) return undefined;
    const payment = { key: life.key('p'), account, total, status, sent: status, fromBalance: fromBalance ?? 0n };
    const row = {
      ...paymentRow(payment),
      charge_keys: charges.map(({ key }) => key).join(';'),
      amount_paid_from_balance: fromBalance === null ? undefined : moneyOf(fromBalance),
    };
    return life.sending('pay ahead', 'payments', payment, row, (books) =>
      new PaymentBooks(books).pay({ ...payment, charges: charges.map((charge) => books.same(charge)) }),
    );
  },
  'payment again': ({ nth, status }) => {
    const payment = chosen(life.books.payments, nth);
    if (payment === undefined) return undefined;
    return life.sending('payment again', 'payments', payment, paymentRow({ ...payment, status }), (books) =>
      new PaymentBooks(books).payAgain(books.same(payment), status),
    );
  },
});

/** Payments from balances. */
export const balanceActs = (life: LifeView): Pick<ActMakers, 'pay invoice' | 'pay charge'> => ({
  'pay invoice': ({ nth, part }) => {
    const service = likely(life.books.services, nth, (one) => isOpen(one) && one.due !== null);
    if (service === undefined) return undefined;
    const amount = partOf(part, service.total);
    return {
      kind: life.books.isCredited(service.invoice) ? 'pay credited invoice' : 'pay invoice',
      account: service.account,
      inLedger: () => life.ledger.payInvoice(resellerOf(service.account), service.id, amount),
      inBooks: (books) => books.payInvoice(books.same(service), amount),
    };
  },
  'pay charge': ({ nth, part }) => {
    const charge = likely(life.books.charges, nth, isInAdvance);
    if (charge === undefined) return undefined;
    const amount = partOf(part, charge.amount);
    return {
      ...{ kind: 'pay charge', account: charge.account },
      inLedger: async () => {
        const id = await life.idOf('charges', charge.key);
        return life.ledger.payCharge(resellerOf(charge.account), id, amount);
      },
      inBooks: (books) => books.payCharge(books.same(charge), amount),
    };
  },
});
