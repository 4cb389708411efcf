import { expect } from '@jest/globals';
import type { ImportOutcome } from '../../../importing/testing/import-file.js';
import type { LivedLedger } from './lived-ledger.js';
import { sameText, type Lived, type LivedCall } from './lived-usage.js';
import { accounts, type Drawn, type DrawnCall, type Step } from './steps.js';
import { Witness, type LivedInvoice } from './witness.js';

const hour = 3_600_000;
const day = 24 * hour;
const kinds = ['cdrs', 'transactions'] as const;

type Do = { readonly [What in Step['what']]: (step: Extract<Step, { readonly what: What }>) => Promise<void> };

const chosen = <Item>(items: readonly Item[], nth: number): Item | undefined => items[nth % Math.max(1, items.length)];

/** Each of them once, in their order. */
const distinct = (records: readonly Lived[]): readonly Lived[] => [
  ...new Map(records.map((record) => [record.key, record])).values(),
];

/** A ledger and its witness: each step happens to both. */
export class Life {
  readonly witness = new Witness();
  private lastKey = 0;

  constructor(readonly ledger: LivedLedger) {}

  private get now(): number {
    return this.ledger.clock.now().epochMilliseconds;
  }

  async live(step: Step): Promise<void> {
    await (this.steps[step.what] as (step: Step) => Promise<void>)(step);
    await this.lookAtInvoices();
  }

  /** Bills what is due and fills stale invoices anew, as the server does within a minute. */
  async work(): Promise<void> {
    expect(await this.ledger.run()).toBe(0);
    await this.lookAtInvoices();
    await this.refillStale();
  }

  async refillStale(): Promise<void> {
    for (const id of [...this.witness.stale]) {
      await this.ledger.refill(id);
      this.witness.refill(id);
    }
  }

  async offer(): Promise<void> {
    await this.ledger.offerCorrections();
    this.witness.offer();
  }

  move(hours: number): void {
    this.ledger.clock.moveTo(new Date(this.now + hours * hour).toISOString());
  }

  private readonly steps: Do = {
    bring: async ({ usage }) => {
      const records = usage.map((drawn) => this.recordOf(drawn));
      for (const kind of kinds) {
        const rows = records.filter((record) => record.kind === kind);
        if (rows.length > 0) await this.bring(kind, rows);
      }
    },
    write: async ({ usage }) => {
      for (const drawn of usage) {
        const record = this.recordOf(drawn);
        await this.ledger.writeCall(record);
        this.witness.addByHand(record);
      }
    },
    'send again': async ({ nth }) => {
      const sent = chosen(this.witness.imports, nth);
      if (sent !== undefined) await this.bring(sent.kind, sent.rows);
    },
    void: async ({ nths }) => {
      const records = distinct(this.recordsAt(nths));
      await this.send('void', records, (rows) => {
        this.witness.void(rows);
      });
      await this.send('void', records, (rows, outcome) => {
        expect(outcome).toMatchObject({ added: 0, alreadyThere: rows.length });
      });
    },
    replace: async ({ nths, usage }) => {
      const found = distinct(this.recordsAt(nths));
      const records = found.flatMap((record, index) => {
        const drawn = chosen(usage, index);
        return drawn === undefined ? [] : [this.otherwise(record, drawn)];
      });
      await this.send('replace', records, (rows) => {
        this.witness.replace(rows);
      });
    },
    undo: async ({ nth }) => {
      const sent = chosen(
        this.witness.imports.filter(({ isUndone }) => !isUndone),
        nth,
      );
      if (sent === undefined) return;
      await this.ledger.undo(sent.id);
      this.witness.undo(sent.id);
    },
    work: async ({ hours }) => {
      this.move(hours);
      await this.work();
    },
    sleep: ({ hours }) => {
      this.move(hours);
      return Promise.resolve();
    },
    refill: () => this.refillStale(),
    approve: async ({ nth, isByJob }) => {
      const invoice = chosen(this.pending(), nth);
      if (invoice === undefined) return;
      const isStale = this.witness.stale.has(invoice.id);
      if (isStale && isByJob) {
        await this.ledger.refill(invoice.id);
        this.witness.refill(invoice.id);
      }
      const isApproved = await this.ledger.approve(invoice.id);
      expect(isApproved).toBe(isByJob || !isStale);
      if (isApproved) this.witness.approve(invoice.id);
    },
    offer: () => this.offer(),
    decide: async ({ nth, isApproved }) => {
      const open = this.witness.offers.flatMap((offer, place) =>
        offer.status === 'approval_required' ? [{ offer, place }] : [],
      );
      const one = chosen(open, nth);
      if (one === undefined) return;
      const status = isApproved ? 'approved' : 'declined';
      await this.ledger.decide(one.place, status);
      this.witness.offers = this.witness.offers.with(one.place, { ...one.offer, status });
    },
    period: ({ account, period }) => this.ledger.change(account, { invoicePeriodId: period }),
    zone: ({ account, zone }) => this.ledger.change(account, { timeZone: zone }),
    'empty invoices': async ({ account, isWanted }) => {
      await this.ledger.rows('UPDATE accounts SET empty_invoices = $2 WHERE id = $1', [account, isWanted]);
    },
    delete: async ({ nth }) => {
      const invoice = chosen(this.pending(), nth);
      if (invoice === undefined) return;
      await this.ledger.remove(invoice.id);
      this.witness.remove(invoice.id);
    },
    bill: async ({ account, daysAgo, days }) => {
      const dateOf = (ago: number): string => new Date(this.now - ago * day).toISOString().slice(0, 10);
      await this.ledger.bill(account, dateOf(daysAgo), dateOf(daysAgo - days));
    },
  };

  /** Brings a file in: what is there already stays, and what was voided does not come back. */
  private async bring(kind: Lived['kind'], rows: readonly Lived[]): Promise<void> {
    const { records, voided } = this.witness;
    const added = rows.filter(({ key }) => !records.has(key) && !voided.has(key));
    const isSame = (row: Lived): boolean => sameText(records.get(row.key)?.record) === sameText(row);
    const alreadyThere = rows.filter((row) => records.has(row.key) && isSame(row)).length;
    expect(await this.ledger.import('add', kind, rows)).toMatchObject({
      added: added.length,
      alreadyThere,
      rejected: rows.length - added.length - alreadyThere,
    });
    const id = await this.ledger.lastImport();
    this.witness.imports.push({ id, kind, rows, isUndone: false });
    this.witness.add(added, id);
  }

  /** Sends a file for each sort of record. */
  private async send(
    doing: 'replace' | 'void',
    records: readonly Lived[],
    witnessed: (rows: readonly Lived[], outcome: ImportOutcome) => void,
  ): Promise<void> {
    for (const kind of kinds) {
      const rows = records.filter((record) => record.kind === kind);
      if (rows.length === 0) continue;
      const outcome = await this.ledger.import(doing, kind, rows);
      expect(outcome).toMatchObject({ rejected: 0 });
      witnessed(rows, outcome);
    }
  }

  private recordsAt(nths: readonly number[]): readonly Lived[] {
    const all = [...this.witness.records.values()];
    return nths.flatMap((nth) => chosen(all, nth)?.record ?? []);
  }

  private pending(): readonly LivedInvoice[] {
    return [...this.witness.invoices.values()].filter(({ isApproved }) => !isApproved);
  }

  private recordOf(drawn: DrawnCall): LivedCall;
  private recordOf(drawn: Drawn): Lived;
  private recordOf(drawn: Drawn): Lived {
    const key = (this.lastKey += 1);
    const at = this.moment(drawn.hoursAgo);
    if (drawn.kind === 'transactions') {
      const uuid = `00000000-0000-4000-8000-${String(key).padStart(12, '0')}`;
      const amount = drawn.isRefund ? -drawn.amount : drawn.amount;
      return { kind: 'transactions', key: uuid, at, account: drawn.account, amount };
    }
    const other = accounts.find((account) => account !== drawn.customer) ?? drawn.customer;
    const isBoth = drawn.parties.startsWith('both');
    const customer = drawn.parties === 'vendor' ? null : drawn.customer;
    const vendor = isBoth && drawn.parties !== 'both' ? drawn.customer : other;
    return {
      kind: 'cdrs',
      key: String(key),
      at,
      customer,
      vendor: drawn.parties === 'customer' ? null : vendor,
      isLast: drawn.isLast,
      price: customer === null ? 0n : drawn.price,
      cost: drawn.parties === 'customer' ? 0n : drawn.cost,
    };
  }

  /** The same record with other values. A call stays at its time, which is part of its key; a transaction may move. */
  private otherwise(record: Lived, drawn: Drawn): Lived {
    if (record.kind === 'cdrs') {
      return drawn.kind === 'cdrs'
        ? { ...this.recordOf(drawn), key: record.key, at: record.at }
        : { ...record, price: record.customer === null ? 0n : record.price + drawn.amount };
    }
    return drawn.kind === 'transactions'
      ? { ...this.recordOf(drawn), key: record.key }
      : { ...record, amount: record.amount + drawn.price + 1n || 1n };
  }

  private moment(ago: Drawn['hoursAgo']): number {
    if (typeof ago === 'number') return this.now - ago * hour;
    const midnight = this.now - (this.now % day) - ago.midnights * day;
    return midnight < this.now ? midnight : midnight - day;
  }

  private async lookAtInvoices(): Promise<void> {
    const found = await this.ledger.rows<Omit<LivedInvoice, 'filled'>>(
      `SELECT id::integer, account_id AS account, extract(epoch FROM starts_at)::float8 * 1000 AS "from",
         extract(epoch FROM ends_at)::float8 * 1000 AS "to", state = 'approved' AS "isApproved" FROM invoices ORDER BY id`,
    );
    this.witness.fillNew(found);
  }
}
