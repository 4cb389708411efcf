import {
  isPayable,
  isService,
  larger,
  later,
  smaller,
  sumOf,
  type Amount,
  type AnyPayment,
  type BookedPayment,
  type Item,
} from './booked.js';
import type { Books } from './books.js';
import type { Paid } from './credits.js';

export type ReturnKind = 'refund' | 'chargeback' | 'undone_completion';

/** What goes back, and of what. */
interface Going {
  readonly amount: Amount;
  /** Credit notes pay it instead. */
  readonly replaced: readonly { readonly paid: Paid; readonly amount: Amount }[];
  /** It is not paid any more. */
  readonly released: readonly { readonly paid: Paid; readonly amount: Amount }[];
  /** The customer has had it already, and has spent it. */
  readonly beyond: Amount;
}

/** The books of payments: what comes in with them, and what goes back. */
export class PaymentBooks {
  constructor(private readonly books: Books) {}

  pay(payment: BookedPayment): boolean {
    if (payment.fromBalance > payment.total || (payment.status === 'completed' && !this.takeIn(payment))) return false;
    this.books.payments.push(payment);
    return true;
  }

  /** A payment that comes again: it is paid then, or what it had brought in is taken away and what it paid is open again. */
  payAgain(payment: BookedPayment, status: string): boolean {
    const isMove = payment.status !== status && payment.sent !== status;
    if (isMove) {
      if (!(later.payment[payment.status] ?? []).includes(status)) return false;
      if (status === 'completed' && !this.takeIn(payment)) return false;
      if (payment.status === 'completed' && !this.takeAway(payment)) return false;
      payment.status = status;
    }
    payment.sent = status;
    return true;
  }

  /** Charges are paid in their order with what comes in, and then from the balance; what is left of what came in is credit. */
  private takeIn(payment: BookedPayment): boolean {
    const { account, total, fromBalance } = payment;
    const charges = payment.charges.filter(isPayable);
    const open = sumOf(charges.map(({ amount, allocated }) => amount - allocated));
    if (fromBalance > 0n && (total > open || fromBalance > this.books.funds(account))) return false;
    this.books.move(account, total - fromBalance, { payment });
    const own = this.books.credits.ownOf(payment);
    for (const charge of charges) {
      const amount = own === undefined ? 0n : smaller(this.books.credits.left(own), charge.amount - charge.allocated);
      if (own !== undefined && amount > 0n)
        this.books.allocate(charge, amount, () => {
          this.books.credits.pay(own, charge, payment, amount);
        });
    }
    let left = fromBalance;
    for (const charge of charges) {
      const amount = smaller(left, charge.amount - charge.allocated);
      if (amount > 0n) this.books.payFromBalance(charge, payment, amount);
      left -= amount;
    }
    return true;
  }

  private takeAway(payment: BookedPayment): boolean {
    const own = this.books.credits.ownOf(payment);
    const paid = this.books.credits.paid(({ credit, by }) => credit === own || by === payment);
    if (this.books.ordered.has(payment) || paid.some(({ item }) => this.books.isCredited(item.invoice))) return false;
    this.books.reopen(
      this.books.takeBack((one) => paid.includes(one)),
      'opened',
    );
    if (own !== undefined) {
      this.books.account(payment.account).balance -= own.amount - own.back;
      own.kept += own.amount - own.back;
      own.back = own.amount;
    }
    return true;
  }

  /** What of a payment goes back is debited: docs/wire/admin.md, money that goes back. */
  giveBack(payment: AnyPayment, kind: ReturnKind, part: Amount | null): boolean {
    const { ordered, credits } = this.books;
    if (kind === 'undone_completion' && !(isService(payment) && payment.status === 'completed')) return false;
    const order = ordered.get(payment);
    if (order !== undefined && (kind !== 'refund' || (part !== null && part !== order))) return false;
    const going = this.going(payment, order ?? part, kind);
    const own = credits.ownOf(payment);
    if (going === undefined || own === undefined) return false;
    for (const { paid, amount } of going.replaced) this.replace(paid, amount);
    for (const { paid, amount } of going.released) this.books.release(paid, amount);
    this.books.account(payment.account).balance -= going.amount;
    own.kept += going.amount - going.beyond;
    own.back += going.amount;
    ordered.delete(payment);
    this.books.reopen(
      going.released.map(({ paid }) => paid.item),
      kind === 'refund' ? 'refunded' : 'opened',
    );
    this.stopAwaiting(payment);
    return true;
  }

  order(payment: AnyPayment, part: Amount | null): boolean {
    if (this.books.ordered.has(payment)) return false;
    const going = this.going(payment, part, 'refund');
    if (going === undefined) return false;
    this.books.ordered.set(payment, going.amount);
    for (const { item } of going.released.map(({ paid }) => paid))
      if (!isService(item) && item.status === 'closed') item.status = 'waiting_for_refund';
    return true;
  }

  callOff(payment: AnyPayment): boolean {
    if (!this.books.ordered.delete(payment)) return false;
    this.stopAwaiting(payment);
    return true;
  }

  private stopAwaiting(payment: AnyPayment): void {
    const own = this.books.credits.ownOf(payment);
    for (const item of this.books.credits.everPaid(own))
      if (!isService(item) && item.status === 'waiting_for_refund' && item.allocated > 0n) item.status = 'closed';
  }

  /** A credit note pays what the payment had paid. */
  private replace(paid: Paid, wanted: Amount): void {
    const { credits } = this.books;
    let open = wanted;
    for (const credit of credits.ofNotes(paid.item.invoice)) {
      const amount = smaller(open, credits.left(credit));
      if (amount <= 0n) continue;
      credits.takeBack(paid, amount);
      credits.pay(credit, paid.item, paid.by, amount);
      open -= amount;
    }
  }

  private going(payment: AnyPayment, wanted: Amount | null, kind: ReturnKind): Going | undefined {
    const { credits } = this.books;
    const own = credits.ownOf(payment);
    if (own === undefined || own.back === own.amount) return undefined;
    const amount = wanted ?? own.amount - own.back;
    if (amount > own.amount - own.back) return undefined;
    const free = smaller(amount, credits.left(own));
    const funds = this.books.funds(payment.account);
    if (kind === 'refund' && free > 0n && free > funds) return undefined;
    let open = amount - free;
    let spendable = larger(funds - free, 0n);
    const parts = this.withoutCredited(credits.paid(({ credit }) => credit === own));
    const left = new Map(
      parts.flatMap(({ paid }) => credits.ofNotes(paid.item.invoice)).map((one) => [one, credits.left(one)]),
    );
    const replaced = parts.map(({ paid, spare }) => {
      let protectedAmount = paid.amount - spare;
      let replacedAmount = 0n;
      for (const credit of credits.ofNotes(paid.item.invoice)) {
        const part = larger(0n, [protectedAmount, left.get(credit) ?? 0n, open, spendable].reduce(smaller));
        left.set(credit, (left.get(credit) ?? 0n) - part);
        [protectedAmount, open, spendable] = [protectedAmount - part, open - part, spendable - part];
        replacedAmount += part;
      }
      return { paid, amount: replacedAmount };
    });
    const released = parts.flatMap(({ paid, spare }) => {
      const part = smaller(spare, open);
      open -= part;
      return part > 0n ? [{ paid, amount: part }] : [];
    });
    return kind === 'refund' && open > 0n ? undefined : { amount, replaced, released, beyond: open };
  }

  /** Nothing that was credited of an item, or of its invoice as a whole, goes back a second time. */
  private withoutCredited(parts: readonly Paid[]): readonly { readonly paid: Paid; readonly spare: Amount }[] {
    const used = new Map<Item | number, Amount>();
    return parts.map((paid) => {
      const { item } = paid;
      const usedOf = (key: Item | number | null): Amount => (key === null ? 0n : (used.get(key) ?? 0n));
      const ofItem = this.spareOf(item) - usedOf(item);
      const ofInvoice = item.invoice === null ? ofItem : this.spareOn(item.invoice, item) - usedOf(item.invoice);
      const spare = larger(0n, [paid.amount, ofItem, ofInvoice].reduce(smaller));
      used.set(item, usedOf(item) + spare);
      if (item.invoice !== null) used.set(item.invoice, usedOf(item.invoice) + spare);
      return { paid, spare };
    });
  }

  private spareOf(item: Item): Amount {
    const credited = isService(item) ? this.books.creditedOn(item.invoice) : this.books.creditedOf(item);
    return item.allocated - credited;
  }

  private spareOn(invoice: number, item: Item): Amount {
    if (isService(item)) return item.allocated;
    const ofItems = this.books.charges.filter((charge) => charge.invoice === invoice);
    return sumOf(ofItems.map((charge) => larger(0n, this.spareOf(charge)))) - this.books.creditedOf(null, invoice);
  }
}
