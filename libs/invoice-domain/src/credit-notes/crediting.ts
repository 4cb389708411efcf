import type { Decimal, LocalDate } from '@org/kernel';
import type { Invoice } from '../invoices/invoice.js';
import type { Journal } from '../journal/posting.js';
import type { ChargeId, CorrectionId, CreditNoteId, InvoiceId, PaymentId } from '../model/ids.js';
import type { Allocations } from '../payments/allocation.js';
import type { Settling } from '../payments/settling.js';
import type { ServicePayment } from '../subscription-billing/managed-invoices.js';
import type { CreditNote, CreditNoteLine } from './credit-note.js';

/** An invoice as its crediting has to know it. */
export interface CreditableInvoice extends Pick<
  Invoice,
  'id' | 'accountId' | 'kind' | 'state' | 'paymentModel' | 'externallyApproved' | 'voidedAt'
> {
  /** The amount that was to be paid of it, rounded by the digits of its currency. */
  readonly payableTotal: Decimal;
  /** Sum of its credit notes, and of charges whose money goes back with their payments. */
  readonly credited: Decimal;
  /** Digits of its currency behind the point. */
  readonly digits: number;
}

/** The reseller's terms of a reference, on the day of its credit note. */
export interface ReferenceTerms {
  readonly template: string;
  /** Current day in the reseller's time zone. */
  readonly today: LocalDate;
}

/** An invoice with its account and payment, locked until the transaction ends. */
export interface LockedCreditable {
  readonly balance: Decimal;
  readonly invoice: CreditableInvoice;
  readonly payment: ServicePayment | undefined;
  readonly reference: ReferenceTerms;
}

/** A charge or a correction of an invoice, by its id. */
export type ItemKey =
  | { readonly chargeId: ChargeId; readonly correctionId?: undefined }
  | { readonly correctionId: CorrectionId; readonly chargeId?: undefined };

/** The amount of an item that is left to be credited; below zero of a correction that lowers its invoice. */
export type ItemLeft = ItemKey & Pick<CreditNoteLine, 'amount' | 'name'>;

/** `rest`: all that is left of each item, and of the invoice beyond them. */
export type NewLines = 'rest' | readonly Pick<CreditNoteLine, 'chargeId' | 'correctionId' | 'name' | 'amount'>[];

export interface NewCreditNote extends Pick<CreditNote, 'kind' | 'total' | 'reason'> {
  readonly lines: NewLines;
}

/** The crediting of invoices, as one transaction and one scope see it. */
export interface Crediting extends Journal, Pick<Allocations, 'credits' | 'allocate'>, Settling {
  /** Locks the account, then the invoice, then its payment. */
  lock(id: InvoiceId): Promise<LockedCreditable | undefined>;
  /** The items of the invoice, with the amounts that are left of them. */
  itemsLeft(id: InvoiceId, keys: readonly ItemKey[]): Promise<readonly ItemLeft[]>;
  /** Issues a credit note, with the correction that stands for it. */
  add(locked: LockedCreditable, note: NewCreditNote): Promise<CreditNoteId>;
  /** Ends the payment of an invoice as paid; subscriptions that were blocked for it become active. @param balance of the account before it */
  endPaid(id: InvoiceId, payment: PaymentId, balance: Decimal): Promise<void>;
  /** Bills what was on a voided invoice anew: copies of its items are on no invoice yet, and are debited. */
  reopen(id: InvoiceId): Promise<void>;
}
