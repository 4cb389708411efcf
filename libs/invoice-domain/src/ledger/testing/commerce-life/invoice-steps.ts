import { moneyOf, type SeenInvoice } from './commerce-ledger.js';
import { absolute, amountOf, NoteBooks, type CreditedInvoice, type NoteOrder } from './note-books.js';
import { chosen, likely, partOf, type SharedLife } from './shared-life.js';
import type { Steps } from './steps.js';
import { daysToPay, resellerOf } from './world.js';

/** What third-party systems say of invoices. */
export const approvalSteps = (life: SharedLife): Pick<Steps, 'approve' | 'withdraw' | 'complete' | 'cancel'> => ({
  approve: ({ nth }) =>
    life.onService(
      nth,
      'approved',
      ({ due }) => due === null,
      (service, invoice) => {
        const due = life.day(daysToPay);
        return [
          life.ledger.approve(resellerOf(service.account), invoice, life.key('N'), due),
          () => life.books.approve(service, due),
        ];
      },
    ),
  withdraw: ({ nth }) =>
    life.onService(
      nth,
      'withdrawn',
      ({ isApproved }) => isApproved,
      (service, invoice) => [
        life.ledger.withdraw(resellerOf(service.account), invoice),
        () => life.books.withdraw(service),
      ],
    ),
  complete: ({ nth }) =>
    life.onService(
      nth,
      'completed',
      ({ isApproved }) => isApproved,
      (service, invoice) => [
        life.ledger.complete(resellerOf(service.account), invoice),
        () => life.books.complete(service),
      ],
    ),
  cancel: ({ nth }) =>
    life.onService(
      nth,
      'cancelled',
      ({ due }) => due === null,
      (service) => [life.ledger.cancel(resellerOf(service.account), service.id), () => life.books.cancel(service)],
    ),
});

/** What is wrong with invoices. */
export const noteSteps = (life: SharedLife): Pick<Steps, 'credit' | 'credit lines' | 'credit at once' | 'void'> => {
  const notes = new NoteBooks(life.books);
  const invoiceOf = (nth: number): CreditedInvoice | undefined => {
    const seen: SeenInvoice | undefined = likely(life.seen, nth, ({ id, isFinal }) => isFinal && life.centsOn(id) > 0n);
    return seen === undefined ? undefined : { ...seen, total: life.centsOn(seen.id) };
  };
  const credit = async (invoice: CreditedInvoice, order: NoteOrder): Promise<boolean> =>
    life.ledger.credit(resellerOf(invoice.account), invoice.id, {
      amount: order.amount === undefined ? undefined : moneyOf(order.amount),
      lines:
        order.lines === undefined
          ? undefined
          : await Promise.all(
              order.lines.map(async ({ item, amount }) => ({
                ...('from' in item
                  ? { charge: await life.idOf('charges', item.key) }
                  : { correction: await life.idOf('corrections', item.key) }),
                amount: amount === null ? undefined : moneyOf(amount),
              })),
            ),
    });
  const book = (invoice: CreditedInvoice, order: NoteOrder): boolean => {
    const isDone = notes.credit(invoice, order);
    if (isDone) life.books.settleDue(invoice.account, life.day());
    return isDone;
  };
  const inBoth = async (invoice: CreditedInvoice, order: NoteOrder): Promise<void> => {
    const isDone = await credit(invoice, order);
    life.agreed('credited', isDone, book(invoice, order));
  };
  return {
    credit: async ({ nth, part }) => {
      const invoice = invoiceOf(nth);
      if (invoice === undefined) return;
      const amount = partOf(part, invoice.total);
      await inBoth(invoice, amount === null ? {} : { amount });
    },
    'credit lines': async ({ nth, lines }) => {
      const invoice = invoiceOf(nth);
      if (invoice === undefined) return;
      const items = [...life.books.charges, ...life.books.corrections].filter((one) => one.invoice === invoice.id);
      const named = new Map(
        lines.flatMap((line) => {
          const item = chosen(items, line.nth);
          return item === undefined ? [] : [[item, partOf(line.part, absolute(amountOf(item)))] as const];
        }),
      );
      if (named.size > 0) await inBoth(invoice, { lines: [...named].map(([item, amount]) => ({ item, amount })) });
    },
    'credit at once': async ({ nth, times }) => {
      const invoice = invoiceOf(nth);
      if (invoice === undefined) return;
      const all = Array.from({ length: times }, (_, place) => place);
      const outcomes = await Promise.all(all.map(() => credit(invoice, {})));
      const booked = all.map(() => book(invoice, {}));
      life.agreed('credited at once', outcomes.filter(Boolean).length, booked.filter(Boolean).length);
    },
    void: async ({ nth }) => {
      const invoice = invoiceOf(nth);
      if (invoice === undefined) return;
      const isDone = await life.ledger.void(resellerOf(invoice.account), invoice.id);
      life.agreed('voided', isDone, notes.void(invoice));
    },
  };
};
