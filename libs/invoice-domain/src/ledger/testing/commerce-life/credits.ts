import { isService, smaller, type Amount, type AnyPayment, type Item } from './booked.js';

/** Money of an account that has come in, whatever it is used for. */
export interface Credit {
  readonly account: number;
  readonly amount: Amount;
  /** The payment that it came in with. */
  readonly payment: AnyPayment | null;
  /** The invoice whose credit note gave it. */
  readonly noteOf: number | null;
  /** Kept for what went back of it. */
  kept: Amount;
  /** Went back of its payment since it came in. */
  back: Amount;
}

/** What a credit has paid of an item, for a payment. */
export interface Paid {
  readonly credit: Credit;
  readonly item: Item;
  readonly by: AnyPayment | null;
  amount: Amount;
  latest: number;
}

/** Money that came in, the oldest first, and the items that it pays. */
export interface CreditState {
  readonly credits: Credit[];
  readonly payments: Paid[];
  last: number;
}

/** Who paid what with which money. */
export class Credits {
  private readonly credits: CreditState['credits'];
  private readonly payments: CreditState['payments'];

  constructor(private readonly state: CreditState) {
    this.credits = state.credits;
    this.payments = state.payments;
  }

  of(account: number): readonly Credit[] {
    return this.credits.filter((credit) => credit.account === account);
  }

  add(account: number, amount: Amount, from: Partial<Pick<Credit, 'payment' | 'noteOf'>> = {}): void {
    if (amount > 0n) this.credits.push({ account, amount, payment: null, noteOf: null, ...from, kept: 0n, back: 0n });
  }

  left(credit: Credit): Amount {
    const paid = this.payments.filter((one) => one.credit === credit).reduce((sum, { amount }) => sum + amount, 0n);
    return credit.amount - credit.kept - paid;
  }

  /** What came in with a payment last. */
  ownOf(payment: AnyPayment): Credit | undefined {
    return this.credits.filter((credit) => credit.payment === payment).at(-1);
  }

  /** Credits of credit notes of an invoice, the newest first. */
  ofNotes(invoice: number | null): readonly Credit[] {
    return this.credits.filter(({ noteOf }) => invoice !== null && noteOf === invoice).reverse();
  }

  /** What meets the condition and has not been taken back, the newest first. */
  paid(which: (paid: Paid) => boolean): readonly Paid[] {
    return this.payments.filter((one) => one.amount > 0n && which(one)).sort((one, other) => other.latest - one.latest);
  }

  /** Whatever a credit has paid, taken back or not. */
  everPaid(credit: Credit | undefined): readonly Item[] {
    return this.payments.filter((one) => one.credit === credit).map(({ item }) => item);
  }

  pay(credit: Credit, item: Item, by: AnyPayment | null, amount: Amount): void {
    const found = this.payments.find((one) => one.credit === credit && one.item === item && one.by === by);
    this.state.last += 1;
    if (found === undefined) this.payments.push({ credit, item, by, amount, latest: this.state.last });
    else {
      found.amount += amount;
      found.latest = this.state.last;
    }
    item.allocated += amount;
    if (amount < 0n && !isService(item)) item.hasLost = true;
  }

  takeBack({ credit, item, by, amount }: Paid, part: Amount = amount): void {
    this.pay(credit, item, by, -part);
  }

  /** Pays an item with the newest credits of an account. @returns what they had */
  payFrom(account: number, item: Item, by: AnyPayment | null, wanted: Amount): Amount {
    let open = wanted;
    for (const credit of [...this.of(account)].reverse()) {
      const amount = smaller(open, this.left(credit));
      if (amount <= 0n) continue;
      this.pay(credit, item, by, amount);
      open -= amount;
    }
    return wanted - open;
  }
}
