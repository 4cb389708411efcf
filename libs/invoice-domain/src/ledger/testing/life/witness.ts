import { owedFor, sameText, sumsOf, usesOf, type Lived, type Sums, type Use } from './lived-usage.js';

/** A period of an account. */
export interface Stretch {
  readonly account: number;
  readonly from: number;
  readonly to: number;
}

export interface LivedInvoice extends Stretch {
  readonly id: number;
  readonly isApproved: boolean;
  /** The usage that was there when it was added up. */
  readonly filled: Sums;
}

/** A correction for usage of an approved invoice that has changed. */
export interface Offer {
  readonly invoice: number;
  readonly account: number;
  readonly total: bigint;
  readonly status: 'approval_required' | 'approved' | 'declined';
  /** The invoice that it is on. */
  readonly on: number | null;
}

/** Rows of one file. */
export interface LivedImport {
  readonly id: number;
  readonly kind: Lived['kind'];
  readonly rows: readonly Lived[];
  readonly isUndone: boolean;
}

const isWithin = ({ account, from, to }: Stretch, use: Pick<Use, 'account' | 'at'>): boolean =>
  use.account === account && from <= use.at && use.at < to;

/**
 * Knows every call and transaction and what became of it, and nothing of periods, chains or SQL: all it asks of the ledger is which
 * invoices there are.
 */
export class Witness {
  readonly records = new Map<string, { readonly record: Lived; readonly importId: number | null }>();
  readonly voided = new Set<string>();
  readonly imports: LivedImport[] = [];
  readonly invoices = new Map<number, LivedInvoice>();
  readonly stale = new Set<number>();
  offers: readonly Offer[] = [];

  uses(): readonly Use[] {
    return [...this.records.values()].flatMap(({ record }) => usesOf(record));
  }

  invoiceOf(use: Use): LivedInvoice | undefined {
    return [...this.invoices.values()].find((invoice) => isWithin(invoice, use));
  }

  usedWithin(stretch: Stretch): Sums {
    return sumsOf(this.uses().filter((use) => isWithin(stretch, use)));
  }

  /** Usage that somebody has brought, which its invoices under review are told of. */
  add(records: readonly Lived[], importId: number): void {
    for (const record of records) this.records.set(record.key, { record, importId });
    this.tell(records.flatMap(usesOf));
  }

  /** Usage that was written into the tables by hand, of which nobody is told. */
  addByHand(record: Lived): void {
    this.records.set(record.key, { record, importId: null });
  }

  void(records: readonly Lived[]): void {
    for (const { key } of records) this.voided.add(key);
    this.takeOut(records);
    this.offerFor(records.flatMap(usesOf));
  }

  replace(records: readonly Lived[]): void {
    const changed = records.flatMap((record) => {
      const before = this.records.get(record.key);
      // The same values again change nothing.
      if (before === undefined || sameText(before.record) === sameText(record)) return [];
      this.records.set(record.key, { ...before, record });
      return [...usesOf(before.record), ...usesOf(record)];
    });
    this.tell(changed);
    this.offerFor(changed);
  }

  undo(id: number): void {
    const place = this.imports.findIndex((one) => one.id === id);
    const undone = this.imports[place];
    if (undone === undefined) throw new Error(`there is no import ${id}`);
    this.imports[place] = { ...undone, isUndone: true };
    const records = [...this.records.values()].flatMap(({ record, importId }) => (importId === id ? [record] : []));
    this.takeOut(records);
    this.offerFor(records.flatMap(usesOf));
  }

  /** Amount owed for the usage of an approved invoice beyond its total and the corrections offered for it. */
  dueFor(invoice: LivedInvoice): bigint {
    const offered = this.offersOf(invoice.id).reduce((sum, { total }) => sum + total, 0n);
    return owedFor(this.usedWithin(invoice)) - owedFor(invoice.filled) - offered;
  }

  offersOf(invoice: number): readonly Offer[] {
    return this.offers.filter((offer) => offer.invoice === invoice);
  }

  /** Offers what is due for some of the approved invoices, in their order. */
  offer(isMeant: (invoice: LivedInvoice) => boolean = () => true): void {
    const due = [...this.invoices.values()]
      .filter((invoice) => invoice.isApproved && isMeant(invoice))
      .sort((one, other) => one.id - other.id)
      .map((invoice) => ({ invoice: invoice.id, account: invoice.account, total: this.dueFor(invoice) }))
      .filter(({ total }) => total !== 0n)
      .map((offer) => ({ ...offer, status: 'approval_required' as const, on: null }));
    this.offers = [...this.offers, ...due];
  }

  /** Invoices that have been made since, and are filled. The latest of an account takes what was approved and is on none. */
  fillNew(found: readonly Omit<LivedInvoice, 'filled'>[]): void {
    const added = found.filter(({ id }) => !this.invoices.has(id));
    for (const invoice of added) this.invoices.set(invoice.id, { ...invoice, filled: this.usedWithin(invoice) });
    for (const account of new Set(added.map((invoice) => invoice.account))) {
      const latest = added
        .filter((invoice) => invoice.account === account)
        .reduce((one, other) => (other.from > one.from ? other : one));
      this.offers = this.offers.map((offer) =>
        offer.account === account && offer.status === 'approved' && offer.on === null
          ? { ...offer, on: latest.id }
          : offer,
      );
    }
  }

  refill(id: number): void {
    const invoice = this.invoices.get(id);
    if (invoice === undefined) throw new Error(`there is no invoice ${id}`);
    this.invoices.set(id, { ...invoice, filled: this.usedWithin(invoice) });
    this.stale.delete(id);
  }

  approve(id: number): void {
    const invoice = this.invoices.get(id);
    if (invoice !== undefined) this.invoices.set(id, { ...invoice, isApproved: true });
  }

  remove(id: number): void {
    this.invoices.delete(id);
    this.stale.delete(id);
    this.offers = this.offers.map((offer) => (offer.on === id ? { ...offer, on: null } : offer));
  }

  private takeOut(records: readonly Lived[]): void {
    for (const { key } of records) this.records.delete(key);
    this.tell(records.flatMap(usesOf));
  }

  private tell(uses: readonly Use[]): void {
    for (const use of uses) {
      const invoice = this.invoiceOf(use);
      if (invoice !== undefined && !invoice.isApproved) this.stale.add(invoice.id);
    }
  }

  private offerFor(uses: readonly Use[]): void {
    this.offer((invoice) => uses.some((use) => isWithin(invoice, use)));
  }
}
