import type { Decimal, Instant, TimeZone } from '@org/kernel';
import type {
  AccountClassId,
  AccountId,
  ContactId,
  ContractorId,
  InvoiceTemplateId,
  ResellerId,
} from '../model/ids.js';
import type { PaymentModel } from './payment-model.js';

/** Daily, weekly, biweekly, monthly, biweekly split by month, weekly split by month, semi-monthly. */
export const invoicePeriodIds = [1, 2, 3, 4, 5, 6, 7] as const;
export type InvoicePeriodId = (typeof invoicePeriodIds)[number];

/** Types of invoices that a schedule makes: of a whole period, or of the part that was left of it. */
export const scheduledInvoiceTypes = ['autoFull', 'autoPartial'] as const;
export type ScheduledInvoiceType = (typeof scheduledInvoiceTypes)[number];

export interface Account {
  readonly id: AccountId;
  readonly uuid: string;
  readonly name: string;
  readonly externalId: number | null;
  readonly contractorId: ContractorId;
  readonly resellerId: ResellerId;
  readonly invoiceTemplateId: InvoiceTemplateId | null;
  /** ISO 4217 alpha-3. */
  readonly currency: string;
  readonly timeZone: TimeZone;
  readonly paymentModel: PaymentModel;
  readonly balance: Decimal;
  readonly minBalance: Decimal;
  readonly maxBalance: Decimal;
  /** Percent, 0 to 100. */
  readonly vat: Decimal;
  readonly balanceLowThreshold: Decimal | null;
  readonly balanceHighThreshold: Decimal | null;
  readonly sendBalanceNotificationsTo: readonly ContactId[] | null;
  readonly destinationRateLimit: Decimal | null;
  /** Seconds; a scheduled invoice waits this long for calls that began in its period to end. */
  readonly maxCallDuration: number | null;
  readonly originationCapacity: number | null;
  readonly terminationCapacity: number | null;
  readonly totalCapacity: number | null;
  readonly sendInvoicesTo: readonly ContactId[] | null;
  /** Template of its invoices' references: see `referenceOf`. */
  readonly invoiceRefTemplate: string;
  readonly invoicePeriodId: InvoicePeriodId | null;
  /** End of the period that the next scheduled invoice covers; set together with its type. */
  readonly nextInvoiceAt: Instant | null;
  readonly nextInvoiceType: ScheduledInvoiceType | null;
  readonly accountClassId: AccountClassId | null;
  /** Billing day (1 to 31) of its subscriptions that have none of their own; null is the account class's. */
  readonly billingDay: number | null;
  readonly primaryName: string | null;
  readonly firstName: string | null;
  readonly middleName: string | null;
  readonly lastName: string | null;
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null;
  readonly region: string | null;
  readonly city: string | null;
  readonly street: string | null;
  readonly building: string | null;
  readonly office: string | null;
  readonly zip: string | null;
  readonly phone: string | null;
  readonly email: string | null;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}

/** An account as it is read, with what is left to pay of its open items. */
export interface OwingAccount extends Account {
  readonly balanceDue: Decimal;
}
