import { expect } from '@jest/globals';
import type { ImportOutcome } from '../../../importing/testing/import-file.js';
import { isOpen, type BookedService } from './booked.js';
import { Books } from './books.js';
import { moneyOf, type CommerceLedger, type CommerceTable, type Row, type SeenInvoice } from './commerce-ledger.js';
import { named, type NamedTable } from './named.js';
import { accounts } from './steps.js';
import { resellerOf } from './world.js';

export const dayInMilliseconds = 86_400_000;

export const chosen = <Item>(items: readonly Item[], nth: number): Item | undefined =>
  items[nth % Math.max(1, items.length)];

/** Mostly one that something can become of. */
export const likely = <Item>(
  items: readonly Item[],
  nth: number,
  isLikely: (item: Item) => boolean,
): Item | undefined => {
  const found = nth % 4 === 0 ? [] : items.filter(isLikely);
  return chosen(found.length === 0 ? items : found, Math.floor(nth / 4));
};

/** Hundredths of an amount, not less than a cent. */
export const partOf = (hundredths: bigint | null, amount: bigint): bigint | null =>
  hundredths === null ? null : (amount * hundredths) / 100n || 1n;

export interface Tried {
  readonly accepted: number;
  readonly refused: number;
}

/** A ledger and the books of somebody else, and what both have seen of each other. */
export class SharedLife {
  readonly books = new Books(
    accounts.map((id) => ({
      id,
      isSettled: resellerOf(id) === 1,
      balance: 0n,
      model: id === 2 ? 'prepay' : 'postpay',
    })),
  );
  private last = 0;
  seen: readonly SeenInvoice[] = [];
  /** How often what was tried was accepted, and refused. */
  readonly tried = new Map<string, Tried>();

  constructor(readonly ledger: CommerceLedger) {}

  /** What the run has put on invoices, and which payments these have got. */
  async look(): Promise<void> {
    this.seen = await this.ledger.invoices();
    await this.lookAtItems();
    const services = await this.ledger.rows<
      Pick<BookedService, 'id' | 'invoice' | 'account' | 'due'> & { readonly total: string }
    >(
      `SELECT payment.id::integer, link.invoice_id::integer AS invoice, payment.account_id AS account, trim_scale(payment.total)::text AS total,
         payment.expiration_date::text AS due
       FROM payments payment JOIN invoice_payments link ON link.payment_id = payment.id ORDER BY payment.id`,
    );
    for (const { id, invoice, account, total, due } of services) {
      if (this.books.services.some((service) => service.id === id)) continue;
      const amount = this.centsOn(invoice);
      expect({ id, total }).toEqual({ id, total: moneyOf(amount) });
      this.books.services.push({
        ...{ id, invoice, account, total: amount, due },
        ...{ allocated: 0n, status: 'waiting_for_payment', isApproved: false },
      });
    }
    for (const { id, total, isFinal, model } of this.seen) {
      const amount = this.centsOn(id);
      expect({ id, total }).toEqual({ id, total: moneyOf(amount) });
      const isPayable = isFinal && model === 'postpay' && amount > 0n;
      expect({ id, services: this.books.services.filter((service) => service.invoice === id).length }).toEqual({
        id,
        services: isPayable ? 1 : 0,
      });
    }
  }

  /** Nothing leaves a final invoice, and only the calendar closes what is blocked. */
  private async lookAtItems(): Promise<void> {
    const found = await this.ledger.rows<{
      readonly key: string;
      readonly invoice: number | null;
      readonly status: string;
    }>(
      `SELECT named.key, invoice_id::integer AS invoice, status FROM ${named('charges')} JOIN charges USING (id)
       UNION ALL SELECT named.key, invoice_id::integer, status FROM ${named('corrections')} JOIN corrections USING (id)`,
    );
    const places = new Map(found.map((item) => [item.key, item]));
    const final = new Set(this.seen.filter(({ isFinal }) => isFinal).map(({ id }) => id));
    for (const item of [...this.books.charges, ...this.books.corrections]) {
      const place = places.get(item.key);
      if (item.isFinal)
        expect({ key: item.key, invoice: place?.invoice }).toEqual({ key: item.key, invoice: item.invoice });
      item.invoice = place?.invoice ?? null;
      item.isFinal = item.invoice !== null && final.has(item.invoice);
      if (place?.status === 'closed' && item.status === 'blocked') item.status = 'closed';
    }
  }

  centsOn(invoice: number): bigint {
    const charged = this.books.charges.filter((charge) => charge.invoice === invoice).map(({ amount }) => amount);
    const corrected = this.books.corrections.filter((one) => one.invoice === invoice).map(({ total }) => total);
    return [...charged, ...corrected].reduce((sum, amount) => sum + amount, 0n);
  }

  readonly prices = new Map<string, bigint>();

  async send(table: CommerceTable, account: number, rows: readonly Row[], book: () => boolean): Promise<void> {
    const outcome: ImportOutcome = await this.ledger.import(table, rows);
    const isAccepted = book();
    expect({ rows, rejects: outcome.rejects, isAccepted: outcome.rejected === 0 }).toMatchObject({ isAccepted });
    this.agreed(table, outcome.rejected === 0, isAccepted);
    this.books.settleDue(account, this.day());
    for (const { key, amount } of this.books.charges) if (!this.prices.has(key)) this.prices.set(key, amount);
    await this.look();
  }

  async onService(
    nth: number,
    done: string,
    isLikely: (service: BookedService) => boolean,
    act: (service: BookedService, invoice: SeenInvoice) => readonly [Promise<boolean>, () => boolean],
  ): Promise<void> {
    const service = likely(this.books.services, nth, (one) => isOpen(one) && isLikely(one));
    const invoice = (await this.ledger.invoices()).find(({ id }) => id === service?.invoice);
    if (service === undefined || invoice === undefined) return;
    const [inLedger, inBooks] = act(service, invoice);
    const isDone = await inLedger;
    this.agreed(done, isDone, inBooks());
  }

  async idOf(table: NamedTable, key: string): Promise<number> {
    const [row] = await this.ledger.rows<{ readonly id: number }>(
      `SELECT id::integer FROM ${named(table)} WHERE key = $1`,
      [key],
    );
    return row?.id ?? 0;
  }

  /** Both have to say the same of what was tried. @param inLedger whether it was accepted, or how often */
  agreed(what: string, inLedger: boolean | number, inBooks: boolean | number): void {
    expect({ [what]: inLedger }).toEqual({ [what]: inBooks });
    const { accepted, refused } = this.tried.get(what) ?? { accepted: 0, refused: 0 };
    const isAccepted = Number(inLedger) > 0;
    this.tried.set(what, { accepted: accepted + (isAccepted ? 1 : 0), refused: refused + (isAccepted ? 0 : 1) });
  }

  key(prefix: string): string {
    return `${prefix}${(this.last += 1)}`;
  }

  now(): number {
    return this.ledger.clock.now().epochMilliseconds;
  }

  day(off = 0): string {
    return new Date(this.now() + off * dayInMilliseconds).toISOString().slice(0, 10);
  }
}
