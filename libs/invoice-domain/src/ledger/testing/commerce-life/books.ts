/** Cents. */
type Amount = bigint;

export type Model = 'postpay' | 'prepay';

/** A charge as the books know it. */
export interface BookedCharge {
  readonly key: string;
  readonly account: number;
  readonly model: Model;
  readonly from: string;
  status: string;
  /** The status that it was last sent with: the same again changes nothing, whatever has become of it here. */
  sent: string;
  amount: Amount;
  /** Of a charge in advance. */
  allocated: Amount;
  /** The invoice that it was seen on, and whether that is final. */
  invoice: number | null;
  isFinal: boolean;
}

export interface BookedCorrection {
  readonly key: string;
  readonly account: number;
  /** That of its subscription; null without one. */
  readonly model: Model | null;
  readonly total: Amount;
  readonly isIncluded: boolean;
  status: string;
  sent: string;
  invoice: number | null;
  isFinal: boolean;
}

/** The payment for rendered services of a final invoice. */
export interface BookedService {
  readonly id: number;
  readonly invoice: number;
  readonly account: number;
  readonly total: Amount;
  allocated: Amount;
  due: string | null;
  status: string;
  isApproved: boolean;
}

export interface BookedTopUp {
  readonly key: string;
  readonly account: number;
  readonly total: Amount;
  status: string;
}

export interface BookedAccount {
  readonly id: number;
  /** Whether its reseller lets credit pay what is due. */
  readonly isSettled: boolean;
  balance: Amount;
  model: Model;
}

const isDebited = (status: string): boolean => status === 'blocked' || status === 'closed';
const isOpen = ({ status }: BookedService): boolean => status === 'waiting_for_payment' || status === 'expired';
const isInAdvance = ({ model, status }: BookedCharge): boolean =>
  model === 'prepay' && ['new', 'opened', 'blocked'].includes(status);

/** Also one that came in as closed may yet be paid. */
const isPayable = ({ model, status }: BookedCharge): boolean => model === 'prepay' && status !== 'deleted';

/** What a record may become when it is sent again: docs/wire/admin.md, batches of commerce. */
const later: Readonly<Record<'charge' | 'correction' | 'payment', Readonly<Record<string, readonly string[]>>>> = {
  charge: {
    new: ['opened', 'blocked', 'closed', 'deleted'],
    opened: ['blocked', 'closed', 'deleted'],
    blocked: ['closed', 'deleted'],
    closed: ['deleted'],
  },
  correction: { approval_required: ['approved', 'declined'] },
  payment: {
    waiting_for_payment: ['processing', 'completed', 'cancelled'],
    processing: ['completed', 'cancelled'],
    completed: ['cancelled'],
  },
};

const smaller = (one: Amount, other: Amount): Amount => (one < other ? one : other);

/**
 * The books of somebody who knows the rules of docs/wire/reseller.md, and nothing of postings, tables and runs: every method says whether the
 * ledger has to accept what happens.
 */
export class Books {
  readonly charges: BookedCharge[] = [];
  readonly corrections: BookedCorrection[] = [];
  readonly services: BookedService[] = [];
  readonly topUps: BookedTopUp[] = [];

  constructor(readonly accounts: readonly BookedAccount[]) {}

  account(id: number): BookedAccount {
    const found = this.accounts.find((account) => account.id === id);
    if (found === undefined) throw new Error(`there is no account ${id}`);
    return found;
  }

  /** What is in the balance already and is going to be paid with an invoice. */
  owed(id: number): Amount {
    const account = this.account(id);
    const charged = this.charges
      .filter(
        ({ account: of, model, status, isFinal }) => of === id && model === 'postpay' && isDebited(status) && !isFinal,
      )
      .reduce((sum, { amount }) => sum + amount, 0n);
    const corrected = this.corrections
      .filter(
        ({ account: of, status, isIncluded, isFinal }) => of === id && status === 'approved' && isIncluded && !isFinal,
      )
      .filter(({ model }) => (model ?? account.model) === 'postpay')
      .reduce((sum, { total }) => sum + total, 0n);
    const invoiced = this.services
      .filter((service) => service.account === id && isOpen(service))
      .reduce((sum, { total, allocated }) => sum + total - allocated, 0n);
    return charged + corrected + invoiced;
  }

  funds(id: number): Amount {
    return this.account(id).balance + this.owed(id);
  }

  charge(charge: BookedCharge): void {
    this.charges.push(charge);
    if (charge.model === 'postpay' && isDebited(charge.status)) this.account(charge.account).balance -= charge.amount;
  }

  chargeAgain(charge: BookedCharge, status: string): boolean {
    if (charge.status === status || charge.sent === status) return true;
    if (!(later.charge[charge.status] ?? []).includes(status)) return false;
    if (status === 'deleted' && charge.isFinal) return false;
    const was = charge.model === 'postpay' && isDebited(charge.status) ? charge.amount : 0n;
    const is = charge.model === 'postpay' && isDebited(status) ? charge.amount : 0n;
    this.account(charge.account).balance += was - is;
    charge.status = status;
    charge.sent = status;
    if (status === 'deleted') {
      // What was paid of it in advance is credit again.
      this.account(charge.account).balance += charge.allocated;
      charge.allocated = 0n;
      charge.invoice = null;
    }
    return true;
  }

  tax(charge: BookedCharge, value: Amount): boolean {
    const isTaxable = charge.model === 'postpay' && ['opened', 'blocked'].includes(charge.status) && !charge.isFinal;
    if (!isTaxable || charge.amount + value < 0n) return false;
    charge.amount += value;
    if (isDebited(charge.status)) this.account(charge.account).balance -= value;
    return true;
  }

  correct(correction: BookedCorrection): void {
    this.corrections.push(correction);
    if (correction.status === 'approved') this.account(correction.account).balance -= correction.total;
  }

  decide(correction: BookedCorrection, status: string): boolean {
    if (!(later.correction[correction.status] ?? []).includes(status)) return false;
    correction.status = status;
    if (status === 'approved') this.account(correction.account).balance -= correction.total;
    return true;
  }

  correctAgain(correction: BookedCorrection, status: string): boolean {
    if (correction.status === status || correction.sent === status) return true;
    if (!this.decide(correction, status)) return false;
    correction.sent = status;
    return true;
  }

  /** Charges are paid in their order with what comes in, and then from the balance; what is left of what came in is credit. */
  payAhead(payment: BookedTopUp, charges: readonly BookedCharge[], fromBalance: Amount): boolean {
    if (fromBalance > payment.total) return false;
    const isPaid = payment.status === 'completed';
    const open = charges.filter(isPayable).reduce((sum, { amount, allocated }) => sum + amount - allocated, 0n);
    if (isPaid && fromBalance > 0n && (payment.total > open || fromBalance > this.funds(payment.account))) return false;
    this.topUps.push(payment);
    if (!isPaid) return true;
    const account = this.account(payment.account);
    account.balance += payment.total - fromBalance;
    let left = payment.total;
    for (const charge of charges.filter(isPayable)) {
      const amount = smaller(left, charge.amount - charge.allocated);
      charge.allocated += amount;
      account.balance -= amount;
      left -= amount;
      if (charge.allocated === charge.amount) charge.status = 'closed';
    }
    return true;
  }

  topUp(topUp: BookedTopUp): void {
    this.topUps.push(topUp);
    if (topUp.status === 'completed') this.account(topUp.account).balance += topUp.total;
  }

  adjust(id: number, balance: Amount): void {
    this.account(id).balance = balance;
  }

  payInvoice(service: BookedService, part: Amount | null): boolean {
    const due = service.total - service.allocated;
    const amount = part ?? due;
    if (!isOpen(service) || service.due === null || amount > due || amount > this.funds(service.account)) return false;
    this.allocate(service, amount);
    return true;
  }

  payCharge(charge: BookedCharge, part: Amount | null): boolean {
    const due = charge.amount - charge.allocated;
    const amount = part ?? due;
    if (!isInAdvance(charge) || amount > due || amount > this.funds(charge.account)) return false;
    charge.allocated += amount;
    this.account(charge.account).balance -= amount;
    if (charge.allocated === charge.amount) charge.status = 'closed';
    return true;
  }

  approve(service: BookedService, due: string): boolean {
    if (service.isApproved || service.due !== null || service.status !== 'waiting_for_payment') return false;
    service.isApproved = true;
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

  complete(service: BookedService): boolean {
    if (!service.isApproved || !isOpen(service)) return false;
    this.account(service.account).balance += service.total - service.allocated;
    service.allocated = service.total;
    service.status = 'completed';
    return true;
  }

  cancel(service: BookedService): boolean {
    if (service.isApproved || service.due !== null || service.status !== 'waiting_for_payment') return false;
    this.account(service.account).balance += service.total;
    service.status = 'cancelled';
    return true;
  }

  /** The funds of charges that have begun are blocked. */
  begin(account: number, today: string): void {
    for (const charge of this.charges) {
      if (charge.account !== account || charge.model !== 'postpay' || charge.status !== 'opened') continue;
      if (charge.from > today) continue;
      charge.status = 'blocked';
      this.account(account).balance -= charge.amount;
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
      this.allocate(service, amount);
      funds -= amount;
    }
  }

  private allocate(service: BookedService, amount: Amount): void {
    service.allocated += amount;
    if (service.allocated === service.total) service.status = 'paid_from_balance';
  }
}
