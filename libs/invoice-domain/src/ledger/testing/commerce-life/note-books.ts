import {
  isOpen,
  isPaidStatus,
  larger,
  smaller,
  sumOf,
  type Amount,
  type BookedCharge,
  type BookedCorrection,
} from './booked.js';
import type { BookedNote, NoteLine } from './booked-records.js';
import type { Books } from './books.js';

/** What is asked to be credited: lines by their item, each whole or in part; an amount of the invoice; or all that is left. */
export interface NoteOrder {
  readonly lines?: readonly { readonly item: BookedCharge | BookedCorrection; readonly amount: Amount | null }[];
  readonly amount?: Amount;
}

/** An invoice as the books see it. */
export interface CreditedInvoice {
  readonly id: number;
  readonly account: number;
  readonly model: 'postpay' | 'prepay';
  readonly isFinal: boolean;
  readonly total: Amount;
}

const isCharge = (item: BookedCharge | BookedCorrection): item is BookedCharge => 'from' in item;
export const amountOf = (item: BookedCharge | BookedCorrection): Amount => (isCharge(item) ? item.amount : item.total);
export const absolute = (amount: Amount): Amount => (amount < 0n ? -amount : amount);

/** The books of credit notes: docs/wire/reseller.md, crediting and voiding invoices. */
export class NoteBooks {
  constructor(private readonly books: Books) {}

  credit(invoice: CreditedInvoice, order: NoteOrder): boolean {
    const left = this.leftOf(invoice);
    if (left === undefined) return false;
    const lines = this.linesOf(invoice, order, left);
    const total = sumOf((lines ?? []).map(({ amount }) => amount));
    if (lines === undefined || total <= 0n || total > left) return false;
    this.issue(invoice, { invoice: invoice.id, lines, isVoid: false });
    return true;
  }

  /** What was on it is billed anew. */
  void(invoice: CreditedInvoice): boolean {
    const left = this.leftOf(invoice);
    const service = this.books.serviceOf(invoice.id);
    if (left === undefined || invoice.model === 'prepay' || left !== invoice.total) return false;
    if (service !== undefined && (isPaidStatus(service.status) || service.allocated > 0n || service.isApproved))
      return false;
    this.issue(invoice, { invoice: invoice.id, lines: this.linesOf(invoice, {}, left) ?? [], isVoid: true });
    const again = { invoice: null, isFinal: false } as const;
    for (const charge of this.books.charges.filter((one) => one.invoice === invoice.id)) {
      this.books.charges.push({ ...charge, ...again, key: `${charge.key}*` });
      this.books.move(charge.account, -charge.amount);
    }
    for (const correction of this.books.corrections.filter((one) => one.invoice === invoice.id)) {
      this.books.corrections.push({ ...correction, ...again, key: `${correction.key}*` });
      this.books.move(correction.account, -correction.total);
    }
    return true;
  }

  /** What is left to be credited of an invoice; undefined of one that cannot be. */
  private leftOf({ id, isFinal, total }: CreditedInvoice): Amount | undefined {
    const isVoided = this.books.notes.some((note) => note.invoice === id && note.isVoid);
    if (!isFinal || isVoided || this.books.serviceOf(id)?.status === 'cancelled') return undefined;
    const gone = this.itemsOn(id).map((item) => amountOf(item) - this.creditableOf(item));
    const left = total - this.books.creditedOn(id) - sumOf(gone);
    return left > 0n ? left : undefined;
  }

  /** What goes back with payments is not credited as well. */
  private creditableOf(item: BookedCharge | BookedCorrection): Amount {
    if (!isCharge(item)) return item.total;
    const credited = this.books.creditedOf(item);
    if (['waiting_for_refund', 'refunded'].includes(item.status)) return credited;
    return item.hasLost ? larger(item.allocated, credited) : item.amount;
  }

  private linesOf(
    { id }: CreditedInvoice,
    { lines, amount }: NoteOrder,
    left: Amount,
  ): readonly NoteLine[] | undefined {
    if (amount !== undefined) return [{ item: null, amount }];
    const leftOf = (item: BookedCharge | BookedCorrection): Amount =>
      this.creditableOf(item) - this.books.creditedOf(item);
    if (lines === undefined) {
      const rest = this.itemsOn(id).map((item) => ({ item, amount: leftOf(item) }));
      return [...rest, { item: null, amount: left - sumOf(rest.map((line) => line.amount)) }];
    }
    const taken = lines.map((line) => {
      const of = leftOf(line.item);
      const wanted = line.amount ?? absolute(of);
      return { item: line.item, amount: of < 0n ? -wanted : wanted, isThere: wanted > 0n && wanted <= absolute(of) };
    });
    return taken.every(({ isThere }) => isThere) ? taken : undefined;
  }

  private itemsOn(id: number): readonly (BookedCharge | BookedCorrection)[] {
    return [...this.books.charges, ...this.books.corrections].filter(({ invoice }) => invoice === id);
  }

  /** The account is credited, which pays what is open of the invoice. */
  private issue({ id, account }: CreditedInvoice, note: BookedNote): void {
    const total = sumOf(note.lines.map(({ amount }) => amount));
    this.books.notes.push(note);
    this.books.move(account, total, { noteOf: id });
    const service = this.books.serviceOf(id);
    if (service === undefined || !isOpen(service)) return;
    this.books.payFromBalance(service, service, smaller(total, service.total - service.allocated));
  }
}
