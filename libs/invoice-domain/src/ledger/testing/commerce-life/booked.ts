/** Cents. */
export type Amount = bigint;

export type Model = 'postpay' | 'prepay';

/** A charge as the books know it. */
export interface BookedCharge {
  /** That of its sender; of what was billed anew, that of what it was billed as before, and a star. */
  readonly key: string;
  readonly account: number;
  readonly model: Model;
  readonly from: string;
  status: string;
  /** The status that it was last sent with: the same again changes nothing, whatever has become of it here. */
  sent: string;
  /** The price that its sender asks; taxes come on top. */
  readonly price: Amount;
  amount: Amount;
  /** Of a charge in advance. */
  allocated: Amount;
  /** Whether anything that was paid of it went back. */
  hasLost: boolean;
  /** The invoice that it was seen on, and whether that is final. */
  invoice: number | null;
  isFinal: boolean;
}

export interface BookedCorrection {
  readonly key: string;
  readonly account: number;
  /** That of its subscription; null without one. */
  readonly model: Model | null;
  /** The model that it is billed by: without a subscription, that of its account when it was approved. */
  billedBy: Model | null;
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
  /** The number that it was approved with last. */
  number: string | null;
  /** How often it was approved, and completed. */
  approvals: number;
  completions: number;
}

/** A top-up, or a payment in advance of charges. */
export interface BookedPayment {
  readonly key: string;
  readonly account: number;
  readonly total: Amount;
  readonly charges: readonly BookedCharge[];
  readonly fromBalance: Amount;
  status: string;
  sent: string;
}

export interface BookedAccount {
  readonly id: number;
  /** Whether its reseller lets credit pay what is due. */
  readonly isSettled: boolean;
  balance: Amount;
  model: Model;
}

/** What can be given back of. */
export type AnyPayment = BookedPayment | BookedService;

/** A record that is sent, done or seen. */
export type Booked = BookedCharge | BookedCorrection | AnyPayment;

export const nameOf = (one: Booked): string => ('key' in one ? one.key : `service ${one.id}`);

/** What a payment or a credit pays: a charge in advance, or a final invoice. */
export type Item = BookedCharge | BookedService;

export const isService = (one: Item | AnyPayment): one is BookedService => 'due' in one;
export const isDebited = (status: string): boolean => status === 'blocked' || status === 'closed';
export const isOpen = ({ status }: BookedService): boolean => status === 'waiting_for_payment' || status === 'expired';
export const isPaidStatus = (status: string): boolean => status === 'completed' || status === 'paid_from_balance';
export const isInAdvance = ({ model, status }: BookedCharge): boolean =>
  model === 'prepay' && ['new', 'opened', 'blocked'].includes(status);

/** Also one that came in as closed may yet be paid. */
export const isPayable = ({ model, status }: BookedCharge): boolean =>
  model === 'prepay' && !['deleted', 'waiting_for_refund', 'refunded'].includes(status);

/** What a record may become when it is sent again: docs/wire/admin.md, batches of commerce. */
export const later: Readonly<Record<'charge' | 'correction' | 'payment', Readonly<Record<string, readonly string[]>>>> =
  {
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

export const smaller = (one: Amount, other: Amount): Amount => (one < other ? one : other);
export const larger = (one: Amount, other: Amount): Amount => (one > other ? one : other);
export const sumOf = (amounts: readonly Amount[]): Amount => amounts.reduce((sum, amount) => sum + amount, 0n);
