import { expect } from '@jest/globals';
import type { ImportOutcome } from '../../../importing/testing/import-file.js';
import { Books, type BookedCharge, type BookedCorrection, type BookedService } from './books.js';
import { moneyOf, type CommerceLedger, type CommerceTable, type Row, type SeenInvoice } from './commerce-ledger.js';
import { accounts, type Step, type StepOf } from './steps.js';
import { daysToPay, resellerOf, subscriptionOf } from './world.js';

const dayInMilliseconds = 86_400_000;

const chosen = <Item>(items: readonly Item[], nth: number): Item | undefined => items[nth % Math.max(1, items.length)];

/** A life of commerce: what happens in it, happens in a ledger and in the books of somebody else, which have to agree. */
export class CommerceLife {
  readonly books = new Books(
    accounts.map((id) => ({
      id,
      isSettled: resellerOf(id) === 1,
      balance: 0n,
      model: id === 2 ? 'prepay' : 'postpay',
    })),
  );
  private last = 0;
  private seen: readonly SeenInvoice[] = [];

  constructor(readonly ledger: CommerceLedger) {}

  async live(step: Step): Promise<void> {
    await (this.steps[step.what] as (step: Step) => Promise<void>)(step);
  }

  private readonly steps: { readonly [What in Step['what']]: (step: StepOf<What>) => Promise<void> } = {
    charge: async ({ account, model, status, amount, daysOff }) => {
      const charge: BookedCharge = {
        ...{ key: this.key('c'), account, model, status, sent: status, amount, from: this.day(daysOff) },
        ...{ allocated: 0n, invoice: null, isFinal: false },
      };
      await this.send('charges', account, [chargeRow(charge)], () => {
        this.books.charge(charge);
        return true;
      });
    },
    'charge again': async ({ nth, status }) => {
      const charge = chosen(this.books.charges, nth);
      if (charge === undefined) return;
      // What taxes have added since is none of the sender's business.
      const row = {
        ...chargeRow(charge),
        status,
        unit_price: undefined,
        close_date: status === 'closed' ? charge.from : undefined,
      };
      await this.send(
        'charges',
        charge.account,
        [{ ...row, unit_price: moneyOf(this.prices.get(charge.key) ?? 0n) }],
        () => this.books.chargeAgain(charge, status),
      );
    },
    tax: async ({ nth, value }) => {
      const charge = chosen(this.books.charges, nth);
      if (charge === undefined) return;
      const row = {
        external_key: this.key('t'),
        account_id: charge.account,
        charge_key: charge.key,
        name: 'VAT',
        value: moneyOf(value),
      };
      await this.send('taxes', charge.account, [row], () => this.books.tax(charge, value));
    },
    correction: async ({ account, model, total, isIncluded, status }) => {
      const correction: BookedCorrection = {
        ...{ key: this.key('k'), account, model, total, isIncluded, status, sent: status },
        ...{ invoice: null, isFinal: false },
      };
      await this.send('corrections', account, [correctionRow(correction)], () => {
        this.books.correct(correction);
        return true;
      });
    },
    'correction again': async ({ nth, status }) => {
      const correction = chosen(this.books.corrections, nth);
      if (correction === undefined) return;
      await this.send('corrections', correction.account, [{ ...correctionRow(correction), status }], () =>
        this.books.correctAgain(correction, status),
      );
    },
    decide: async ({ nth, isApproved }) => {
      const correction = chosen(this.books.corrections, nth);
      if (correction === undefined) return;
      const [status, id] = [
        isApproved ? 'approved' : 'declined',
        await this.idOf('corrections', correction.key),
      ] as const;
      const isDone = await this.ledger.decide(resellerOf(correction.account), id, status);
      expect({ decided: isDone }).toEqual({ decided: this.books.decide(correction, status) });
      if (isDone) this.books.settleDue(correction.account, this.day());
    },
    'top up': async (topUp) => {
      const payment = { key: this.key('p'), account: topUp.account, total: topUp.amount, status: topUp.status };
      await this.send('payments', payment.account, [paymentRow(payment)], () => {
        this.books.topUp(payment);
        return true;
      });
    },
    'pay ahead': async ({ account, nths, total, fromBalance, status }) => {
      const own = this.books.charges.filter((charge) => charge.account === account && charge.model === 'prepay');
      const charges = [...new Set(nths.flatMap((nth) => chosen(own, nth) ?? []))];
      if (charges.length === 0) return;
      const payment = { key: this.key('p'), account, total, status };
      const row = {
        ...paymentRow(payment),
        charge_keys: charges.map(({ key }) => key).join(';'),
        amount_paid_from_balance: fromBalance === null ? undefined : moneyOf(fromBalance),
      };
      await this.send('payments', account, [row], () => this.books.payAhead(payment, charges, fromBalance ?? 0n));
    },
    'at once': async ({ topUps }) => {
      const payments = topUps.map(({ account, amount, status }) => ({
        key: this.key('p'),
        account,
        total: amount,
        status,
      }));
      const outcomes = await this.ledger.importAtOnce('payments', payments.map(paymentRow));
      expect(outcomes).toEqual(payments.map(() => expect.objectContaining({ added: 1, rejected: 0 })));
      for (const payment of payments) {
        this.books.topUp(payment);
        this.books.settleDue(payment.account, this.day());
      }
    },
    'pay invoice': async ({ nth, part }) => {
      const service = chosen(this.books.services, nth);
      if (service === undefined) return;
      const isDone = await this.ledger.payInvoice(resellerOf(service.account), service.id, part);
      expect({ paid: isDone }).toEqual({ paid: this.books.payInvoice(service, part) });
    },
    'pay charge': async ({ nth, part }) => {
      const charge = chosen(this.books.charges, nth);
      if (charge === undefined) return;
      const isDone = await this.ledger.payCharge(
        resellerOf(charge.account),
        await this.idOf('charges', charge.key),
        part,
      );
      expect({ paid: isDone }).toEqual({ paid: this.books.payCharge(charge, part) });
    },
    approve: ({ nth }) =>
      this.onService(nth, 'approved', (service, invoice) => {
        const due = this.day(daysToPay);
        return [
          this.ledger.approve(resellerOf(service.account), invoice, this.key('N'), due),
          () => this.books.approve(service, due),
        ];
      }),
    withdraw: ({ nth }) =>
      this.onService(nth, 'withdrawn', (service, invoice) => [
        this.ledger.withdraw(resellerOf(service.account), invoice),
        () => this.books.withdraw(service),
      ]),
    complete: ({ nth }) =>
      this.onService(nth, 'completed', (service, invoice) => [
        this.ledger.complete(resellerOf(service.account), invoice),
        () => this.books.complete(service),
      ]),
    cancel: ({ nth }) =>
      this.onService(nth, 'cancelled', (service) => [
        this.ledger.cancel(resellerOf(service.account), service.id),
        () => this.books.cancel(service),
      ]),
    adjust: async ({ account, balance }) => {
      await this.ledger.adjust(account, balance);
      this.books.adjust(account, balance);
      this.books.settleDue(account, this.day());
    },
    model: async ({ account, model }) => {
      await this.ledger.change(account, { paymentModel: model });
      this.books.account(account).model = model;
    },
    'billing day': ({ account, day }) => this.ledger.change(account, { billingDay: day }),
    zone: ({ account, zone }) => this.ledger.change(account, { timeZone: zone }),
    run: async ({ days }) => {
      this.ledger.clock.moveTo(new Date(this.now() + days * dayInMilliseconds).toISOString());
      await this.ledger.bill();
      for (const account of accounts) this.books.begin(account, this.day());
      await this.look();
      for (const account of accounts) this.books.endOfDay(account, this.day());
    },
  };

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
      const [amount] = this.centsOn(invoice);
      expect({ id, total }).toEqual({ id, total: moneyOf(amount) });
      this.books.services.push({
        ...{ id, invoice, account, total: amount, due },
        ...{ allocated: 0n, status: 'waiting_for_payment', isApproved: false },
      });
    }
    for (const { id, total, isFinal, model } of this.seen) {
      const [amount] = this.centsOn(id);
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
      `SELECT external_key AS key, invoice_id::integer AS invoice, status FROM charges
       UNION ALL SELECT external_key, invoice_id::integer, status FROM corrections`,
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

  private centsOn(invoice: number): readonly [bigint] {
    const charged = this.books.charges.filter((charge) => charge.invoice === invoice).map(({ amount }) => amount);
    const corrected = this.books.corrections.filter((one) => one.invoice === invoice).map(({ total }) => total);
    return [[...charged, ...corrected].reduce((sum, amount) => sum + amount, 0n)];
  }

  private readonly prices = new Map<string, bigint>();

  private async send(table: CommerceTable, account: number, rows: readonly Row[], book: () => boolean): Promise<void> {
    const outcome: ImportOutcome = await this.ledger.import(table, rows);
    const isAccepted = book();
    expect({ rows, rejects: outcome.rejects, rejected: outcome.rejected }).toMatchObject({
      rejected: isAccepted ? 0 : rows.length,
    });
    this.books.settleDue(account, this.day());
    for (const { key, amount } of this.books.charges) if (!this.prices.has(key)) this.prices.set(key, amount);
    await this.look();
  }

  private async onService(
    nth: number,
    done: string,
    act: (service: BookedService, invoice: SeenInvoice) => readonly [Promise<boolean>, () => boolean],
  ): Promise<void> {
    const service = chosen(this.books.services, nth);
    const invoice = (await this.ledger.invoices()).find(({ id }) => id === service?.invoice);
    if (service === undefined || invoice === undefined) return;
    const [inLedger, inBooks] = act(service, invoice);
    const isDone = await inLedger;
    expect({ [done]: isDone }).toEqual({ [done]: inBooks() });
  }

  private async idOf(table: CommerceTable, key: string): Promise<number> {
    const [row] = await this.ledger.rows<{ readonly id: number }>(
      `SELECT id::integer FROM ${table} WHERE external_key = $1`,
      [key],
    );
    return row?.id ?? 0;
  }

  private key(prefix: string): string {
    return `${prefix}${(this.last += 1)}`;
  }

  private now(): number {
    return this.ledger.clock.now().epochMilliseconds;
  }

  private day(off = 0): string {
    return new Date(this.now() + off * dayInMilliseconds).toISOString().slice(0, 10);
  }
}

const chargeRow = ({ key, account, model, status, amount, from }: BookedCharge): Row => ({
  ...{
    external_key: key,
    account_id: account,
    subscription_key: subscriptionOf(account, model),
    name: 'Fee',
    description: 'Fee',
  },
  ...{
    type: 'Charge::Renew',
    status,
    quantity: 1,
    duration: 1,
    operate_from: from,
    operate_to: from,
    unit_price: moneyOf(amount),
  },
  close_date: status === 'closed' ? from : undefined,
});

const correctionRow = ({ key, account, model, total, isIncluded, status }: BookedCorrection): Row => ({
  ...{ external_key: key, account_id: account, status, total: moneyOf(total), include_in_invoice: isIncluded },
  subscription_key: model === null ? undefined : subscriptionOf(account, model),
});

const paymentRow = ({
  key,
  account,
  total,
  status,
}: {
  readonly key: string;
  readonly account: number;
  readonly total: bigint;
  readonly status: string;
}): Row => ({
  ...{ external_key: key, account_id: account, document_id: `D-${key}`, status, initial_total: moneyOf(total) },
});
