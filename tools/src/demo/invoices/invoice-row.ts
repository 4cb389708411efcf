import {
  amountEarnedOf,
  amountSpentOf,
  invoiceIdOf,
  totalOf,
  type Account,
  type EarnedParts,
  type Invoice,
  type InvoiceKind,
  type InvoiceState,
  type InvoiceType,
  type SpentParts,
} from '@org/invoice-domain';
import { dayIn, Decimal, type Instant } from '@org/kernel';
import { uuidOf } from '../random.js';

export interface InvoiceHead {
  readonly number: number;
  readonly kind: InvoiceKind;
  readonly billingDay: number | null;
  readonly type: InvoiceType;
  readonly state: InvoiceState;
  readonly reference: string;
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly externallyApproved: boolean;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** Sums that the lines of an invoice give. */
export type Sums = Pick<
  Invoice,
  | keyof SpentParts
  | keyof EarnedParts
  | `${'originated' | 'terminated'}${'CallsCount' | 'SuccessfulCallsCount' | 'CallsDuration' | 'BillingDuration'}`
  | `${'originated' | 'terminated'}${'FirstCallAt' | 'LastCallAt'}`
  | 'serviceTransactionsCount'
  | 'chargesAmount'
  | 'correctionsAmount'
>;

const noSums: Sums = {
  originatedAmountSpent: Decimal.zero,
  originatedAmountEarned: Decimal.zero,
  originatedCallsCount: 0,
  originatedSuccessfulCallsCount: 0,
  originatedCallsDuration: 0,
  originatedBillingDuration: 0,
  originatedFirstCallAt: null,
  originatedLastCallAt: null,
  terminatedAmountSpent: Decimal.zero,
  terminatedAmountEarned: Decimal.zero,
  terminatedCallsCount: 0,
  terminatedSuccessfulCallsCount: 0,
  terminatedCallsDuration: 0,
  terminatedBillingDuration: 0,
  terminatedFirstCallAt: null,
  terminatedLastCallAt: null,
  servicesAmountSpent: Decimal.zero,
  servicesAmountEarned: Decimal.zero,
  serviceTransactionsCount: 0,
  chargesAmount: Decimal.zero,
  correctionsAmount: Decimal.zero,
};

/** Given by the ledger on the way to approval. */
const notYetIssued = {
  number: null,
  approvedAt: null,
  voidedAt: null,
  filledAt: null,
  lastOriginatedCdrId: null,
  lastTerminatedCdrId: null,
  lastTransactionId: null,
};

/** The row of an invoice whose lines add up to the given sums; what is not given is zero. */
export function invoiceRow(account: Account, { number, ...head }: InvoiceHead, given: Partial<Sums>): Invoice {
  const sums: Sums = { ...noSums, ...given };
  const amounts = { amountSpent: amountSpentOf(sums), amountEarned: amountEarnedOf(sums) };
  return {
    id: invoiceIdOf(number),
    uuid: uuidOf(`invoice ${number}`),
    accountId: account.id,
    resellerId: account.resellerId,
    currency: account.currency,
    timeZone: account.timeZone,
    paymentModel: account.paymentModel,
    ...head,
    fromDate: dayIn(account.timeZone, head.startsAt),
    toDate: dayIn(account.timeZone, head.endsAt),
    issuedReference: null,
    // The demo keeps no document files.
    pdfPath: null,
    odtPath: null,
    ...sums,
    ...amounts,
    total: totalOf({ ...sums, ...amounts }),
    ...notYetIssued,
  };
}
