import {
  isDebited,
  isInAdvance,
  isOpen,
  isPaidStatus,
  isService,
  later,
  smaller,
  sumOf,
  type Amount,
  type AnyPayment,
  type BookedAccount,
  type BookedCharge,
  type BookedCorrection,
  type BookedService,
  type Item,
} from './booked.js';
import { BookedRecords, type NoteLine } from './booked-records.js';
import type { Credits } from './credits.js';

/**
 * The books of somebody who knows the rules of docs/wire/reseller.md, and nothing of postings, tables and runs: every method says whether the
 * ledger has to accept what happens.
 */
export class Books extends BookedRecords {
  static of(accounts: readonly BookedAccount[]): Books {
    return new Books({
      ...{ accounts, charges: [], corrections: [], services: [], payments: [], notes: [], ordered: new Map() },
      credited: { credits: [], payments: [], last: 0 },
    });
  }

  /** Books that go on by themselves. */
  copy(): Books {
    return new Books(structuredClone(this.state));
  }

  /** What is in the balance already and is going to be paid with an invoice. */
  owed(id: number): Amount {
    const charged = this.charges
      .filter(
        ({ account: of, model, status, isFinal }) => of === id && model === 'postpay' && isDebited(status) && !isFinal,
      )
      .reduce((sum, { amount }) => sum + amount, 0n);
    const corrected = this.corrections
      .filter(
        ({ account: of, status, isIncluded, isFinal }) => of === id && status === 'approved' && isIncluded && !isFinal,
      )
      .filter(({ billedBy }) => billedBy === 'postpay')
      .reduce((sum, { total }) => sum + total, 0n);
    const invoiced = this.services
      .filter((service) => service.account === id && isOpen(service))
      .reduce((sum, { total, allocated }) => sum + total - allocated, 0n);
    return charged + corrected + invoiced;
  }

  funds(id: number): Amount {
    return this.account(id).balance + this.owed(id);
  }

  /** Money comes in or goes out of a balance; what comes in is credit. */
  move(id: number, amount: Amount, from: Parameters<Credits['add']>[2] = {}): void {
    this.account(id).balance += amount;
    this.credits.add(id, amount, from);
  }

  charge(charge: BookedCharge): void {
    this.charges.push(charge);
    if (charge.model === 'postpay' && isDebited(charge.status)) this.move(charge.account, -charge.amount);
  }

  chargeAgain(charge: BookedCharge, status: string): boolean {
    if (charge.status === status || charge.sent === status) {
      charge.sent = status;
      return true;
    }
    if (!(later.charge[charge.status] ?? []).includes(status)) return false;
    if (status === 'deleted' && charge.isFinal) return false;
    const was = charge.model === 'postpay' && isDebited(charge.status) ? charge.amount : 0n;
    const is = charge.model === 'postpay' && isDebited(status) ? charge.amount : 0n;
    this.move(charge.account, was - is);
    charge.status = status;
    charge.sent = status;
    if (status === 'deleted') {
      // What was paid of it in advance is credit again.
      this.takeBack(({ item }) => item === charge);
      charge.invoice = null;
    }
    return true;
  }

  tax(charge: BookedCharge, value: Amount): boolean {
    const isTaxable = charge.model === 'postpay' && ['opened', 'blocked'].includes(charge.status) && !charge.isFinal;
    if (!isTaxable || charge.amount + value < 0n) return false;
    charge.amount += value;
    if (isDebited(charge.status)) this.move(charge.account, -value);
    return true;
  }

  correct(correction: BookedCorrection): void {
    this.corrections.push(correction);
    if (correction.status === 'approved') this.post(correction);
  }

  decide(correction: BookedCorrection, status: string): boolean {
    if (!(later.correction[correction.status] ?? []).includes(status)) return false;
    correction.status = status;
    if (status === 'approved') this.post(correction);
    return true;
  }

  /** It is billed by the model that there is when it is approved. */
  private post(correction: BookedCorrection): void {
    correction.billedBy ??= correction.model ?? this.account(correction.account).model;
    this.move(correction.account, -correction.total);
  }

  correctAgain(correction: BookedCorrection, status: string): boolean {
    if (correction.status === status || correction.sent === status) {
      correction.sent = status;
      return true;
    }
    if (!this.decide(correction, status)) return false;
    correction.sent = status;
    return true;
  }

  isCredited(invoice: number | null): boolean {
    return this.notes.some((note) => note.invoice === invoice);
  }

  /** What credit notes took back of an item; of an invoice as a whole without one. */
  creditedOf(item: NoteLine['item'], invoice = item?.invoice ?? null): Amount {
    const lines = this.notes.filter((note) => note.invoice === invoice).flatMap((note) => note.lines);
    return sumOf(lines.filter((line) => line.item === item).map(({ amount }) => amount));
  }

  creditedOn(invoice: number): Amount {
    const lines = this.notes.filter((note) => note.invoice === invoice).flatMap((note) => note.lines);
    return sumOf(lines.map(({ amount }) => amount));
  }

  /** Takes payments back; charges in advance had been debited by them. @returns what is not paid any more */
  takeBack(which: Parameters<Credits['paid']>[0]): readonly Item[] {
    return this.credits.paid(which).map((paid) => {
      this.release(paid, paid.amount);
      return paid.item;
    });
  }

  release(paid: ReturnType<Credits['paid']>[number], amount: Amount): void {
    this.credits.takeBack(paid, amount);
    if (!isService(paid.item)) this.account(paid.item.account).balance += amount;
  }

  /** Invoices wait again; charges in advance are open again unless they are refunded. */
  reopen(items: readonly Item[], status: 'opened' | 'refunded'): void {
    for (const item of items) {
      if (isService(item)) {
        if (isPaidStatus(item.status) && item.allocated < item.total) item.status = 'waiting_for_payment';
      } else if (status === 'opened') {
        if (item.status === 'closed' && item.allocated < item.amount) item.status = status;
      } else if (['closed', 'waiting_for_refund'].includes(item.status))
        item.status = item.allocated === 0n ? status : 'waiting_for_refund';
    }
  }

  adjust(id: number, balance: Amount): void {
    this.move(id, balance - this.account(id).balance);
  }

  payInvoice(service: BookedService, part: Amount | null): boolean {
    const due = service.total - service.allocated;
    const amount = part ?? due;
    if (!isOpen(service) || service.due === null || amount > due || amount > this.funds(service.account)) return false;
    this.payFromBalance(service, service, amount);
    return true;
  }

  payCharge(charge: BookedCharge, part: Amount | null): boolean {
    const due = charge.amount - charge.allocated;
    const amount = part ?? due;
    if (!isInAdvance(charge) || amount > due || amount > this.funds(charge.account)) return false;
    this.payFromBalance(charge, null, amount);
    return true;
  }

  approve(service: BookedService, number: string, due: string): boolean {
    if (service.isApproved || service.due !== null || service.status !== 'waiting_for_payment') return false;
    service.isApproved = true;
    service.approvals += 1;
    service.number = number;
    service.due = due;
    return true;
  }

  withdraw(service: BookedService): boolean {
    if (!service.isApproved || !isOpen(service) || service.allocated > 0n) return false;
    service.isApproved = false;
    service.due = null;
    service.status = 'waiting_for_payment';
    return true;
  }

  complete(service: BookedService, number: string | null): boolean {
    if (!service.isApproved || service.number !== number || !isOpen(service)) return false;
    const amount = service.total - service.allocated;
    this.move(service.account, amount, { payment: service });
    this.credits.payFrom(service.account, service, service, amount);
    service.status = 'completed';
    service.completions += 1;
    return true;
  }

  cancel(service: BookedService): boolean {
    if (service.isApproved || service.due !== null || service.status !== 'waiting_for_payment') return false;
    this.move(service.account, service.total - service.allocated);
    service.status = 'cancelled';
    return true;
  }

  /** The funds of charges that have begun are blocked. */
  begin(account: number, today: string): void {
    for (const charge of this.charges) {
      if (charge.account !== account || charge.model !== 'postpay' || charge.status !== 'opened') continue;
      if (charge.from > today) continue;
      charge.status = 'blocked';
      this.move(account, -charge.amount);
    }
  }

  /** What is due is paid from credit or overdue once its day is over. */
  endOfDay(account: number, today: string): void {
    this.settleDue(account, today);
    for (const service of this.services) {
      if (service.account !== account || service.due === null || service.due >= today) continue;
      if (service.status === 'waiting_for_payment') service.status = 'expired';
    }
  }

  /** Credit pays what is due, the longest due first. */
  settleDue(id: number, today: string): void {
    if (!this.account(id).isSettled) return;
    const due = this.services
      .filter((service) => service.account === id && isOpen(service) && service.due !== null && service.due <= today)
      .sort((one, other) =>
        (one.due ?? '') < (other.due ?? '') ? -1 : (one.due ?? '') > (other.due ?? '') ? 1 : one.id - other.id,
      );
    let funds = this.funds(id);
    for (const service of due) {
      const amount = smaller(funds, service.total - service.allocated);
      if (amount <= 0n) return;
      this.payFromBalance(service, service, amount);
      funds -= amount;
    }
  }

  payFromBalance(item: Item, by: AnyPayment | null, amount: Amount): void {
    this.allocate(item, amount, () => this.credits.payFrom(item.account, item, by, amount));
  }

  allocate(item: Item, amount: Amount, pay: () => void): void {
    pay();
    if (isService(item)) {
      if (item.allocated === item.total) item.status = 'paid_from_balance';
      return;
    }
    this.account(item.account).balance -= amount;
    if (item.allocated === item.amount) item.status = 'closed';
  }
}
