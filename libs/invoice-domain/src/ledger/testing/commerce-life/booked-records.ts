import {
  nameOf,
  sumOf,
  type Amount,
  type AnyPayment,
  type Booked,
  type BookedAccount,
  type BookedCharge,
  type BookedCorrection,
  type BookedPayment,
  type BookedService,
} from './booked.js';
import { Credits, type CreditState } from './credits.js';

/** The amount that a credit note took back of an item; null of the invoice as a whole. */
export interface NoteLine {
  readonly item: BookedCharge | BookedCorrection | null;
  readonly amount: Amount;
}

export interface BookedNote {
  readonly invoice: number;
  readonly lines: readonly NoteLine[];
  readonly isVoid: boolean;
}

/** All that is booked. */
export interface BookState {
  readonly accounts: readonly BookedAccount[];
  readonly charges: BookedCharge[];
  readonly corrections: BookedCorrection[];
  readonly services: BookedService[];
  readonly payments: BookedPayment[];
  readonly notes: BookedNote[];
  readonly credited: CreditState;
  /** Refunds that are ordered. */
  readonly ordered: Map<AnyPayment, Amount>;
}

/** The records of the books, and how they are found. */
export class BookedRecords {
  readonly accounts: BookState['accounts'];
  readonly charges: BookState['charges'];
  readonly corrections: BookState['corrections'];
  readonly services: BookState['services'];
  readonly payments: BookState['payments'];
  readonly notes: BookState['notes'];
  readonly ordered: BookState['ordered'];
  readonly credits: Credits;

  constructor(protected readonly state: BookState) {
    const { accounts, charges, corrections, services, payments, notes, ordered, credited } = state;
    this.accounts = accounts;
    this.charges = charges;
    this.corrections = corrections;
    this.services = services;
    this.payments = payments;
    this.notes = notes;
    this.ordered = ordered;
    this.credits = new Credits(credited);
  }

  /** The record of these books that a record of a copy stands for. */
  same<Record extends Booked>(record: Record): Record {
    const all: readonly Booked[] = [...this.charges, ...this.corrections, ...this.payments, ...this.services];
    const found = all.find((one) => nameOf(one) === nameOf(record));
    if (found === undefined) throw new Error(`there is no ${nameOf(record)}`);
    return found as Record;
  }

  account(id: number): BookedAccount {
    const found = this.accounts.find((account) => account.id === id);
    if (found === undefined) throw new Error(`there is no account ${id}`);
    return found;
  }

  serviceOf(invoice: number): BookedService | undefined {
    return this.services.find((service) => service.invoice === invoice);
  }

  /** Items of an invoice. */
  centsOn(invoice: number): Amount {
    const charged = this.charges.filter((charge) => charge.invoice === invoice).map(({ amount }) => amount);
    const corrected = this.corrections.filter((one) => one.invoice === invoice).map(({ total }) => total);
    return sumOf([...charged, ...corrected]);
  }
}
