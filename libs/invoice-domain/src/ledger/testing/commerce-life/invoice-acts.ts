import type { Act, ActKind } from './act.js';
import type { ActMakers } from './act-makers.js';
import { isOpen, type BookedService } from './booked.js';
import type { Books } from './books.js';
import { chosen, likely, partOf } from './choice.js';
import { moneyOf, type SeenInvoice } from './commerce-ledger.js';
import type { LifeView } from './life-view.js';
import { absolute, amountOf, NoteBooks, type CreditedInvoice, type NoteOrder } from './note-books.js';
import { daysToPay, resellerOf } from './world.js';

type InLedger = (reseller: number, invoice: SeenInvoice) => Promise<boolean>;

/** Acts of third-party systems on invoices. */
export const approvalActs = (life: LifeView): Pick<ActMakers, 'approve' | 'withdraw' | 'complete' | 'cancel'> => {
  const open = (nth: number, isLikely: (service: BookedService) => boolean): BookedService | undefined =>
    likely(life.books.services, nth, (one) => isOpen(one) && isLikely(one));
  const acting = (
    kind: ActKind,
    service: BookedService,
    inLedger: InLedger,
    inBooks: (service: BookedService, books: Books) => boolean,
  ): Act | undefined => {
    const invoice = life.seen.find(({ id }) => id === service.invoice);
    return invoice === undefined
      ? undefined
      : {
          ...{ kind, account: service.account },
          inLedger: () => inLedger(resellerOf(service.account), invoice),
          inBooks: (books) => inBooks(books.same(service), books),
        };
  };
  return {
    approve: ({ nth }) => {
      const service = open(nth, ({ due }) => due === null);
      const [number, due] = [life.key('N'), life.day(daysToPay)];
      return (
        service &&
        acting(
          service.approvals > 0 ? 'approve again' : 'approve',
          service,
          (reseller, invoice) => life.ledger.approve(reseller, invoice, number, due),
          (booked, books) => books.approve(booked, number, due),
        )
      );
    },
    withdraw: ({ nth }) => {
      const service = open(nth, ({ isApproved, allocated }) => isApproved && allocated === 0n);
      return (
        service &&
        acting(
          'withdraw',
          service,
          (reseller, invoice) => life.ledger.withdraw(reseller, invoice),
          (booked, books) => books.withdraw(booked),
        )
      );
    },
    complete: ({ nth }) => {
      const service = open(nth, ({ isApproved }) => isApproved);
      return (
        service &&
        acting(
          service.completions > 0 ? 'complete again' : 'complete',
          service,
          (reseller, invoice) =>
            life.ledger.complete(reseller, { ...invoice, reference: service.number ?? invoice.reference }),
          (booked, books) => books.complete(booked, service.number),
        )
      );
    },
    cancel: ({ nth }) => {
      const service = open(nth, ({ due }) => due === null);
      return (
        service &&
        acting(
          'cancel',
          service,
          (reseller) => life.ledger.cancel(reseller, service.id),
          (booked, books) => books.cancel(booked),
        )
      );
    },
  };
};

/** Acts that credit and void invoices. */
export const noteActs = (life: LifeView): Pick<ActMakers, 'credit' | 'credit lines' | 'void'> => {
  const invoiceOf = (nth: number): CreditedInvoice | undefined => {
    const seen = likely(life.seen, nth, ({ id, isFinal }) => isFinal && life.books.centsOn(id) > 0n);
    return seen === undefined ? undefined : { ...seen, total: life.books.centsOn(seen.id) };
  };
  const crediting = (kind: ActKind, invoice: CreditedInvoice, { lines, amount }: NoteOrder): Act => ({
    ...{ kind, account: invoice.account },
    inLedger: async () => {
      const asked = lines?.map(async ({ item, amount: wanted }) => ({
        ...('from' in item
          ? { charge: await life.idOf('charges', item.key) }
          : { correction: await life.idOf('corrections', item.key) }),
        amount: wanted === null ? undefined : moneyOf(wanted),
      }));
      return life.ledger.credit(resellerOf(invoice.account), invoice.id, {
        amount: amount === undefined ? undefined : moneyOf(amount),
        lines: asked && (await Promise.all(asked)),
      });
    },
    inBooks: (books) => {
      const isDone = new NoteBooks(books).credit(invoice, {
        ...(amount === undefined ? {} : { amount }),
        ...(lines === undefined ? {} : { lines: lines.map((line) => ({ ...line, item: books.same(line.item) })) }),
      });
      if (isDone) books.settleDue(invoice.account, life.day());
      return isDone;
    },
  });
  return {
    credit: ({ nth, part }) => {
      const invoice = invoiceOf(nth);
      if (invoice === undefined) return undefined;
      const amount = partOf(part, invoice.total);
      return crediting('credit', invoice, amount === null ? {} : { amount });
    },
    'credit lines': ({ nth, lines }) => {
      const invoice = invoiceOf(nth);
      if (invoice === undefined) return undefined;
      const items = [...life.books.charges, ...life.books.corrections].filter((one) => one.invoice === invoice.id);
      const wanted = new Map(
        lines.flatMap((line) => {
          const item = chosen(items, line.nth);
          return item === undefined ? [] : [[item, partOf(line.part, absolute(amountOf(item)))] as const];
        }),
      );
      if (wanted.size === 0) return undefined;
      return crediting('credit lines', invoice, { lines: [...wanted].map(([item, amount]) => ({ item, amount })) });
    },
    void: ({ nth }) => {
      const invoice = invoiceOf(nth);
      return (
        invoice && {
          ...{ kind: 'void', account: invoice.account },
          inLedger: () => life.ledger.void(resellerOf(invoice.account), invoice.id),
          inBooks: (books) => new NoteBooks(books).void(invoice),
        }
      );
    },
  };
};
