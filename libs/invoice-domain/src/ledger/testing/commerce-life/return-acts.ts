import type { Act, ActKind } from './act.js';
import type { ActMakers } from './act-makers.js';
import { isService, type AnyPayment } from './booked.js';
import type { Books } from './books.js';
import { chosen, likely, partOf } from './choice.js';
import type { LifeView } from './life-view.js';
import { PaymentBooks, type ReturnKind } from './payment-books.js';

type GoingBack = 'refund' | 'chargeback' | 'undo completion' | 'order refund' | 'do ordered refund' | 'call off refund';

/** Acts that give money of payments back. */
export const returnActs = (life: LifeView): Pick<ActMakers, GoingBack> => {
  const anyOf = (nth: number, isLikely: (payment: AnyPayment) => boolean = hasMoney): AnyPayment | undefined =>
    likely([...life.books.payments, ...life.books.services], nth, isLikely);
  const hasMoney = (payment: AnyPayment): boolean => {
    const own = life.books.credits.ownOf(payment);
    return own !== undefined && own.back < own.amount;
  };
  const orderedOf = (nth: number): AnyPayment | undefined => chosen([...life.books.ordered.keys()], nth) ?? anyOf(nth);
  const acting = (
    kind: ActKind,
    payment: AnyPayment,
    inLedger: (id: number) => Promise<boolean>,
    inBooks: (books: PaymentBooks, payment: AnyPayment, all: Books) => boolean,
  ): Act => ({
    ...{ kind, account: payment.account },
    inLedger: async () => inLedger(isService(payment) ? payment.id : await life.idOf('payments', payment.key)),
    inBooks: (books) => inBooks(new PaymentBooks(books), books.same(payment), books),
  });
  const giving = (kind: ActKind, payment: AnyPayment, how: ReturnKind, amount: bigint | null): Act =>
    acting(
      kind,
      payment,
      (id) => life.ledger.giveBack(how, id, amount),
      (books, booked, all) => {
        const isDone = books.giveBack(booked, how, amount);
        if (isDone) all.endOfDay(payment.account, life.day());
        return isDone;
      },
    );
  return {
    refund: ({ nth, part }) => {
      const payment = anyOf(nth);
      if (payment === undefined) return undefined;
      const isOfAgain = isService(payment) && payment.completions > 1;
      return giving(isOfAgain ? 'refund of completed again' : 'refund', payment, 'refund', partOf(part, payment.total));
    },
    chargeback: ({ nth, part }) => {
      const payment = anyOf(nth);
      return payment && giving('chargeback', payment, 'chargeback', partOf(part, payment.total));
    },
    'undo completion': ({ nth }) => {
      const payment = likely(life.books.services, nth, ({ status }) => status === 'completed');
      return payment && giving('undo completion', payment, 'undone_completion', null);
    },
    'order refund': ({ nth, part }) => {
      const payment = anyOf(nth);
      if (payment === undefined) return undefined;
      const amount = partOf(part, payment.total);
      return acting(
        'order refund',
        payment,
        (id) => life.ledger.orderRefund(id, amount),
        (books, booked) => books.order(booked, amount),
      );
    },
    'do ordered refund': ({ nth }) => {
      const payment = orderedOf(nth);
      return (
        payment && giving(life.books.ordered.has(payment) ? 'do ordered refund' : 'refund', payment, 'refund', null)
      );
    },
    'call off refund': ({ nth }) => {
      const payment = orderedOf(nth);
      return (
        payment &&
        acting(
          'call off refund',
          payment,
          (id) => life.ledger.callOffRefund(id),
          (books, booked) => books.callOff(booked),
        )
      );
    },
  };
};
