// Written by `npm run generate` from the declared actions of the admin API.
import type { adminBalance, adminStatement } from '@org/invoice-domain';
import type { Decimal, Instant, LocalDate } from '@org/kernel';
import { reportAt, showing, type CollectionSettings } from '../collection.js';
import type { CallOptions } from '../core/connection.js';
import type { AttributesIn } from '../types/api.js';
import type { Loaded, LoadedAttributes } from '../types/record.js';
import type { AddOptions, Members, NewRecord, Reasoned, WriteOptions } from '../types/write.js';
import { AdminCollection, type AdminApi } from './admin-collection.js';
import { shownBalance, shownStatement } from './exposures.generated.js';
import { metaOf, perform, recordAt, recordOf, recordsAt, rowsOf } from './perform.js';

/** One of balances, as an action shows it. */
export type Balance = LoadedAttributes<{ readonly one: typeof adminBalance }, 'one'>;

/** One of statements, as an action shows it. */
export type Statement = LoadedAttributes<{ readonly one: typeof adminStatement }, 'one'>;

/** Report of `addAdminUser`. */
export interface AddAdminUserReport {
  readonly id: string;
  readonly password?: string;
}

/** Report of `approveInvoices`. */
export interface ApproveInvoicesReport {
  readonly outcomes: readonly {
    readonly id: string;
    readonly outcome: 'Approved' | 'Refused';
    readonly errors?: readonly Readonly<Record<string, unknown>>[];
  }[];
}

/** Report of `enrolSecondFactor`. */
export interface EnrolSecondFactorReport {
  readonly secret: string;
  readonly uri: string;
}

/** Report of `issueToken`. */
export interface IssueTokenReport {
  readonly id: string;
  readonly token?: string;
}

/** Report of `previewSchedule`. */
export interface PreviewScheduleReport {
  readonly boundary?: string;
  readonly periods: readonly {
    readonly startsAt: string;
    readonly endsAt: string;
    readonly type: 'autoFull' | 'autoPartial';
    readonly isOdd: boolean;
    readonly isOver: boolean;
  }[];
}

/** Report of `resetPassword`. */
export interface ResetPasswordReport {
  readonly id: string;
  readonly password?: string;
}

/** Report of `rotateToken`. */
export interface RotateTokenReport {
  readonly id: string;
  readonly token?: string;
}

/** Values of `changePassword`. */
export interface PasswordChange {
  /** The one that is to be replaced. */
  readonly password: string;
  /** Of a user who has a second factor. */
  readonly code?: string | undefined;
  /** Of 12 characters at least. */
  readonly newPassword: string;
}

/** Values of `confirmSecondFactor`. */
export interface OneTimeCode {
  /** The one that the authenticator shows. */
  readonly code: string;
}

/** Values of `credit`. */
export interface Credit {
  /** Why: it stands on the credit note. */
  readonly reason: string;
  /** A part of the invoice, above zero, which stands for no line of it. */
  readonly amount?: Decimal | undefined;
  /** Charges and corrections of the invoice, either of which a line names. */
  readonly lines?:
    | readonly {
        readonly chargeId?: string | number | undefined;
        readonly correctionId?: string | number | undefined;
        /** Above zero; without it, all that is left of the item. */
        readonly amount?: Decimal | undefined;
      }[]
    | undefined;
}

/** Values of `enrolSecondFactor`. */
export interface SecondFactorOrder {
  /** The one that there is. */
  readonly password: string;
}

/** Values of `void`. */
export interface Voiding {
  /** Why: it stands on the credit note. */
  readonly reason: string;
}

/** Records of admin-users, and what is done with them. */
export class AdminAdminUserCollection extends AdminCollection<'adminUser'> {
  /**
   * Add a user of the admin API. The password is made up and told once: only a hash of it is kept.
   * @throws ValidationError
   */
  add(
    values: Members<AdminApi, 'adminUser', 'username' | 'role' | 'active' | 'allowedIps'>,
    options: AddOptions = {},
  ): Promise<AddAdminUserReport> {
    return metaOf(this.settings, { below: ['add'], values }, options);
  }

  /**
   * Choose another password for oneself. All tokens of the user end, that of the request, too.
   * @throws ValidationError, such as "is too short (minimum is 12 characters)"; NotFoundError
   */
  async changePassword(id: string | number, members: PasswordChange, options: AddOptions = {}): Promise<void> {
    await perform(
      this.settings,
      { below: [id, 'change-password'], sent: { type: 'admin-users', attributes: members } },
      options,
    );
  }

  /**
   * Confirm a second factor by its first code.
   * @throws ValidationError, such as "is wrong or was used before"; NotFoundError
   */
  async confirmSecondFactor(id: string | number, members: OneTimeCode, options: AddOptions = {}): Promise<void> {
    await perform(
      this.settings,
      { below: [id, 'confirm-second-factor'], sent: { type: 'admin-users', attributes: members } },
      options,
    );
  }

  /**
   * End all tokens of a user. From the next request on, they are refused.
   * @throws ValidationError; NotFoundError
   */
  endTokens(
    id: string | number,
    { reason, ...options }: Reasoned<WriteOptions> = {},
  ): Promise<Loaded<AdminApi, 'adminUser'>> {
    return recordOf(this.settings, { below: [id, 'end-tokens'], reason }, options);
  }

  /**
   * Have a second factor made for oneself. One-time codes by time (RFC 6238), of 30 seconds and six digits. Log-ins ask for them once one is confirmed.
   * @throws ValidationError, such as "Second factors need a key in SECRET_KEYS" or "There is a second factor already"; NotFoundError
   */
  enrolSecondFactor(
    id: string | number,
    members: SecondFactorOrder,
    options: AddOptions = {},
  ): Promise<EnrolSecondFactorReport> {
    return metaOf(
      this.settings,
      { below: [id, 'enrol-second-factor'], sent: { type: 'admin-users', attributes: members } },
      options,
    );
  }

  /**
   * Take the second factor of a user away. For somebody who has lost it.
   * @throws ValidationError; NotFoundError
   */
  removeSecondFactor(
    id: string | number,
    { reason, ...options }: Reasoned<WriteOptions> = {},
  ): Promise<Loaded<AdminApi, 'adminUser'>> {
    return recordOf(this.settings, { below: [id, 'remove-second-factor'], reason }, options);
  }

  /**
   * Give a user another password. It is made up and told once. All tokens of the user end.
   * @throws ValidationError; NotFoundError
   */
  resetPassword(
    id: string | number,
    { reason, ...options }: Reasoned<WriteOptions> = {},
  ): Promise<ResetPasswordReport> {
    return metaOf(this.settings, { below: [id, 'reset-password'], reason }, options);
  }
}

/** Records of invoices, and what is done with them. */
export class AdminInvoiceCollection extends AdminCollection<'invoice'> {
  /**
   * Approve a pending invoice. It gets its number and is final.
   * @throws ValidationError, such as "Invoice already approved" or "Invoice can't be approved" or "Invoice can't be approved: its usage has changed since it was filled, its total of 1.1 would be 100. Refill it"; NotFoundError
   */
  approve(
    id: string | number,
    { reason, ...options }: Reasoned<WriteOptions> = {},
  ): Promise<Loaded<AdminApi, 'invoice'>> {
    return recordOf(this.settings, { below: [id, 'approve'], reason }, options);
  }

  /**
   * Approve many invoices. Each for itself: the outcome tells which were approved, and why others were not.
   * @throws ValidationError
   */
  approveMany(
    ids: readonly (string | number)[],
    { reason, ...options }: Reasoned<AddOptions> = {},
  ): Promise<ApproveInvoicesReport> {
    return metaOf(this.settings, { below: ['approve'], ids, reason }, options);
  }

  /**
   * Change the reference of a pending invoice. `$seq` in it becomes the number, once the invoice has one.
   * @throws ValidationError, such as "can't be blank" or "Invoice reference can't be changed"; NotFoundError
   */
  changeReference(
    id: string | number,
    changes: Pick<AttributesIn<AdminApi, 'invoice'>, 'reference'>,
    { reason, ...options }: Reasoned<WriteOptions> = {},
  ): Promise<Loaded<AdminApi, 'invoice'>> {
    return recordOf(this.settings, { below: [id, 'change-reference'], values: changes, id, reason }, options);
  }

  /**
   * Credit an approved invoice, in whole or in part. All that is left of it, unless lines or an amount say otherwise. The account is credited with it.
   * @throws ValidationError; NotFoundError
   */
  credit(id: string | number, members: Credit, options: WriteOptions = {}): Promise<Loaded<AdminApi, 'creditNote'>> {
    return recordOf(
      this.settings,
      { below: [id, 'credit'], sent: { type: 'credit-notes', attributes: members }, resource: 'creditNote' },
      options,
    );
  }

  /**
   * What an invoice would be. Takes the document that would create it, and leaves nothing behind.
   * @throws ValidationError, such as "can't be blank"
   */
  preview(
    values: NewRecord<AdminApi, 'invoice'>,
    options: AddOptions = {},
  ): Promise<LoadedAttributes<AdminApi, 'invoice'>> {
    return recordOf(this.settings, { below: ['preview'], values }, options, 'invoice-previews');
  }

  /**
   * What an account has used so far. Takes a document that names the account alone, and answers as if its running period were billed now. Leaves nothing behind.
   * @throws ValidationError, such as "can't be blank" or "must be blank"
   */
  usageSoFar(
    values: NewRecord<AdminApi, 'invoice'>,
    options: AddOptions = {},
  ): Promise<LoadedAttributes<AdminApi, 'invoice'>> {
    return recordOf(this.settings, { below: ['usage-so-far'], values }, options, 'invoice-previews');
  }

  /**
   * Add the usage of a pending invoice up anew. Its lines and sums are written anew; its corrections stay. Done by itself when usage changes, within a minute.
   * @throws ValidationError, such as "Invoice can't be refilled"; NotFoundError
   */
  refill(
    id: string | number,
    { reason, ...options }: Reasoned<WriteOptions> = {},
  ): Promise<Loaded<AdminApi, 'invoice'>> {
    return recordOf(this.settings, { below: [id, 'refill'], reason }, options);
  }

  /**
   * Void an approved invoice of subscriptions that nothing was paid of. It is credited in full, and what was on it will be on the next invoice.
   * @throws ValidationError; NotFoundError
   */
  void(id: string | number, members: Voiding, options: WriteOptions = {}): Promise<Loaded<AdminApi, 'invoice'>> {
    return recordOf(
      this.settings,
      { below: [id, 'void'], sent: { type: 'credit-notes', attributes: members } },
      options,
    );
  }
}

/** Records of payments, and what is done with them. */
export class AdminPaymentCollection extends AdminCollection<'payment'> {
  /**
   * Call an ordered refund off. Charges that waited for it are closed again.
   * @throws ValidationError, such as "No refund of it is ordered"; NotFoundError
   */
  callOffRefund(
    id: string | number,
    { reason, ...options }: Reasoned<WriteOptions> = {},
  ): Promise<Loaded<AdminApi, 'payment'>> {
    return recordOf(this.settings, { below: [id, 'call-off-refund'], reason }, options);
  }

  /**
   * Take down that a payer's bank took a payment back. All that is left of it, or `amount`. What it paid is to be paid again.
   * @throws ValidationError, such as "Nothing was paid with it that could be given back" or "A refund of it is ordered already"; NotFoundError
   */
  chargeback(
    id: string | number,
    changes: Pick<AttributesIn<AdminApi, 'payment'>, 'total'>,
    { reason, ...options }: Reasoned<WriteOptions> = {},
  ): Promise<Loaded<AdminApi, 'payment'>> {
    return recordOf(this.settings, { below: [id, 'chargeback'], values: changes, id, reason }, options);
  }

  /**
   * Order a refund, which is done later. No money moves yet. Charges in advance that it takes the money of wait for it.
   * @throws ValidationError, such as "Nothing was paid with it that could be given back" or "A refund of it is ordered already"; NotFoundError
   */
  orderRefund(
    id: string | number,
    changes: Pick<AttributesIn<AdminApi, 'payment'>, 'total'>,
    { reason, ...options }: Reasoned<WriteOptions> = {},
  ): Promise<Loaded<AdminApi, 'payment'>> {
    return recordOf(this.settings, { below: [id, 'order-refund'], values: changes, id, reason }, options);
  }

  /**
   * Give money of a payment back. All that is left of it, or `amount`; a refund that is ordered is done by it. What it paid is open again: payments of invoices wait, charges in advance are refunded.
   * @throws ValidationError, such as "Nothing was paid with it that could be given back"; NotFoundError
   */
  refund(
    id: string | number,
    changes: Pick<AttributesIn<AdminApi, 'payment'>, 'total'>,
    { reason, ...options }: Reasoned<WriteOptions> = {},
  ): Promise<Loaded<AdminApi, 'payment'>> {
    return recordOf(this.settings, { below: [id, 'refund'], values: changes, id, reason }, options);
  }

  /**
   * Undo the completion of an invoice, which was not paid after all. Its payment waits again, with the due date that it had, and is expired where that is past.
   * @throws ValidationError, such as "Only the completed payment of an invoice can be undone" or "A refund of it is ordered already"; NotFoundError
   */
  undoCompletion(
    id: string | number,
    { reason, ...options }: Reasoned<WriteOptions> = {},
  ): Promise<Loaded<AdminApi, 'payment'>> {
    return recordOf(this.settings, { below: [id, 'undo-completion'], reason }, options);
  }
}

/** Records of api-tokens, and what is done with them. */
export class AdminApiTokenCollection extends AdminCollection<'apiToken'> {
  /**
   * Issue an API token to a manager. The token is told once: only a hash of it is kept. `name` is that of no other living token of the manager.
   * @throws ValidationError, such as "is not active"
   */
  issue(
    values: Members<AdminApi, 'apiToken', 'name' | 'comment' | 'allowedIps' | 'expiresAt' | 'manager'>,
    options: AddOptions = {},
  ): Promise<IssueTokenReport> {
    return metaOf(this.settings, { below: ['issue'], values }, options);
  }

  /**
   * Revoke an API token. From now on it is as good as unknown. One that is revoked stays as it is.
   * @throws ValidationError; NotFoundError
   */
  revoke(
    id: string | number,
    { reason, ...options }: Reasoned<WriteOptions> = {},
  ): Promise<Loaded<AdminApi, 'apiToken'>> {
    return recordOf(this.settings, { below: [id, 'revoke'], reason }, options);
  }

  /**
   * Issue a successor to an API token. The old token is valid until `expires-at`, 24 hours from now unless said otherwise. The new one has its name and its comment, and lives as long as it was to live.
   * @throws ValidationError, such as "The token has been revoked" or "The token has been rotated" or "The token has expired"; NotFoundError
   */
  rotate(
    id: string | number,
    changes: Partial<Pick<AttributesIn<AdminApi, 'apiToken'>, 'expiresAt'>>,
    { reason, ...options }: Reasoned<WriteOptions> = {},
  ): Promise<RotateTokenReport> {
    return metaOf(this.settings, { below: [id, 'rotate'], values: changes, id, reason }, options);
  }
}

/** Records of accounts, and what is done with them. */
export class AdminAccountCollection extends AdminCollection<'account'> {
  /**
   * What a change of its terms would do to the periods of an account. Takes the document that would change the period or the zone, and answers the next twelve periods, from where the account was billed last. Changes nothing.
   * @throws ValidationError, such as "is not included in the list"; NotFoundError
   */
  preview(
    id: string | number,
    changes: Partial<Pick<AttributesIn<AdminApi, 'account'>, 'invoicePeriodId' | 'timeZone'>>,
    { reason, ...options }: Reasoned<AddOptions> = {},
  ): Promise<PreviewScheduleReport> {
    return metaOf(this.settings, { below: [id, 'preview'], values: changes, id, reason }, options);
  }

  /**
   * The statement of an account for some days. What it had before the first day and after the last one, and what was booked in between. Its link leads to the list of those postings.
   * @throws NotFoundError
   */
  statement(
    id: string | number,
    from: LocalDate | string,
    to: LocalDate | string,
    options: CallOptions = {},
  ): Promise<Statement> {
    return reportAt(showing(this.settings, shownStatement), [id, 'statement'], { from, to }, options);
  }

  /**
   * Set the balance of an account. The id is the `external-id` of the account. `If-Match` names a version of the account.
   * @throws ValidationError; NotFoundError
   */
  setBalance(
    id: string | number,
    changes: Pick<AttributesIn<AdminApi, 'account'>, 'balance'>,
    { reason, ...options }: Reasoned<WriteOptions> = {},
  ): Promise<Balance> {
    return recordOf(
      showing(this.settings, shownBalance),
      { method: 'PATCH', below: [id, 'balance'], values: changes, id, reason },
      options,
    );
  }
}

/** Records of billing-runs, and what is done with them. */
export class AdminBillingRunCollection extends AdminCollection<'billingRun'> {
  /**
   * Bill what a run has parked, once more. The answer is the run as it stands; a job goes on with it.
   * @throws ValidationError; NotFoundError
   */
  retry(id: string | number, options: WriteOptions = {}): Promise<Loaded<AdminApi, 'billingRun'>> {
    return recordOf(this.settings, { below: [id, 'retry'] }, options);
  }
}

/** Records of failed-jobs, and what is done with them. */
export class AdminFailedJobCollection extends AdminCollection<'failedJob'> {
  /**
   * Put a failed job back into its queue. It is no failed job any more, unless it fails again.
   * @throws ValidationError; NotFoundError
   */
  async retry(id: string | number, options: WriteOptions = {}): Promise<void> {
    await perform(this.settings, { below: [id, 'retry'] }, options);
  }
}

/** Records of parked-sales, and what is done with them. */
export class AdminParkedSaleCollection extends AdminCollection<'parkedSale'> {
  /**
   * Bill the subscriptions of a parked account once more. The answer is the record as it stands; a job goes on with it. It is gone once the account is billed.
   * @throws ValidationError; NotFoundError
   */
  retry(id: string | number, options: WriteOptions = {}): Promise<Loaded<AdminApi, 'parkedSale'>> {
    return recordOf(this.settings, { below: [id, 'retry'] }, options);
  }
}

/** Records of imports, and what is done with them. */
export class AdminImportCollection extends AdminCollection<'import'> {
  /**
   * Take out again what an import has added. The answer is the import as it stands; a job goes on with it. Its calls or transactions are kept as revisions, and may be sent again.
   * @throws ValidationError, such as "Import can't be undone while it is running" or "Only imports of calls and of transactions can be undone"; NotFoundError
   */
  undo(id: string | number, { reason, ...options }: Reasoned<WriteOptions> = {}): Promise<Loaded<AdminApi, 'import'>> {
    return recordOf(this.settings, { below: [id, 'undo'], reason }, options);
  }
}

/** Actions of the admin API, by collection. */
export const adminActing = {
  adminUser: AdminAdminUserCollection,
  invoice: AdminInvoiceCollection,
  payment: AdminPaymentCollection,
  apiToken: AdminApiTokenCollection,
  account: AdminAccountCollection,
  billingRun: AdminBillingRunCollection,
  failedJob: AdminFailedJobCollection,
  parkedSale: AdminParkedSaleCollection,
  import: AdminImportCollection,
} as const;

/** A time zone that an account can have. */
export interface Timezone {
  readonly id: string;
  readonly name: string;
}

/** The time zones that an account can have. */
export class Timezones {
  constructor(private readonly settings: CollectionSettings) {}

  /**
   * The list of all time zones.
   */
  list(
    options: { readonly filter?: { readonly name?: string | readonly string[] } } & CallOptions = {},
  ): Promise<readonly Timezone[]> {
    return recordsAt(this.settings, [], options);
  }

  /**
   * One time zone.
   * @throws NotFoundError
   */
  get(id: string, options: CallOptions = {}): Promise<Timezone> {
    return recordAt(this.settings, [id], options);
  }
}

/** Outcome of a batch. */
export interface Batch {
  readonly id: string;
  readonly received: number;
  readonly accepted: number;
  readonly alreadyThere: number;
  readonly rejected: number;
  readonly rejects: readonly { readonly line: number; readonly reason: string }[];
  readonly createdAt: Instant;
  readonly moved?: number;
}

/** Records of one sort that come in together. */
export class Batches<Row extends object> {
  constructor(private readonly settings: CollectionSettings) {}

  /**
   * Bring records in, as the batch of that id: the same id with the same rows adds nothing and gives the same report.
   * @throws ValidationError; ConflictError when another batch had the id
   */
  create(id: string, rows: readonly Row[], options: CallOptions = {}): Promise<Batch> {
    return rowsOf(this.settings, id, rows, options);
  }

  /**
   * The report of one of the batches.
   * @throws NotFoundError
   */
  get(id: string, options: CallOptions = {}): Promise<Batch> {
    return recordAt(this.settings, [id], options);
  }
}

/** A row of cdr-batches. */
export interface CdrBatchRow {
  readonly id: string | number;
  readonly time_start: Instant;
  readonly customer_account_id?: string | number | null;
  readonly vendor_account_id?: string | number | null;
  readonly is_last_cdr: boolean;
  readonly success?: boolean | null;
  readonly duration: number;
  readonly customer_duration?: number | null;
  readonly vendor_duration?: number | null;
  readonly customer_price?: Decimal | null;
  readonly vendor_price?: Decimal | null;
  readonly destination_prefix?: string | null;
  readonly destination_next_rate?: Decimal | null;
  readonly destination_reverse_billing?: boolean | null;
  readonly dialpeer_prefix?: string | null;
  readonly dialpeer_next_rate?: Decimal | null;
  readonly dialpeer_reverse_billing?: boolean | null;
  readonly dst_country_id?: string | number | null;
  readonly dst_network_id?: string | number | null;
}

/** A row of transaction-batches. */
export interface TransactionBatchRow {
  readonly uuid: string;
  readonly account_id: string | number;
  readonly service_id?: string | number | null;
  readonly amount: Decimal;
  readonly description?: string | null;
  readonly created_at: Instant;
}

/** A row of cdr-void-batches. */
export interface CdrVoidBatchRow {
  readonly id: string | number;
  readonly time_start: Instant;
  readonly reason: string;
}

/** A row of cdr-replacement-batches. */
export interface CdrReplacementBatchRow {
  readonly id: string | number;
  readonly time_start: Instant;
  readonly customer_account_id?: string | number | null;
  readonly vendor_account_id?: string | number | null;
  readonly is_last_cdr: boolean;
  readonly success?: boolean | null;
  readonly duration: number;
  readonly customer_duration?: number | null;
  readonly vendor_duration?: number | null;
  readonly customer_price?: Decimal | null;
  readonly vendor_price?: Decimal | null;
  readonly destination_prefix?: string | null;
  readonly destination_next_rate?: Decimal | null;
  readonly destination_reverse_billing?: boolean | null;
  readonly dialpeer_prefix?: string | null;
  readonly dialpeer_next_rate?: Decimal | null;
  readonly dialpeer_reverse_billing?: boolean | null;
  readonly dst_country_id?: string | number | null;
  readonly dst_network_id?: string | number | null;
  readonly reason: string;
}

/** A row of transaction-void-batches. */
export interface TransactionVoidBatchRow {
  readonly uuid: string;
  readonly reason: string;
}

/** A row of transaction-replacement-batches. */
export interface TransactionReplacementBatchRow {
  readonly uuid: string;
  readonly account_id: string | number;
  readonly service_id?: string | number | null;
  readonly amount: Decimal;
  readonly description?: string | null;
  readonly created_at: Instant;
  readonly reason: string;
}

/** A row of subscription-batches. */
export interface SubscriptionBatchRow {
  readonly external_key: string;
  readonly account_id: string | number;
  readonly plan_id: string | number;
  readonly name: string;
  readonly trial?: boolean | null;
  readonly status:
    | 'ordered'
    | 'installing'
    | 'installation_failed'
    | 'activating'
    | 'activating_failed'
    | 'active'
    | 'delivered'
    | 'updating'
    | 'updating_failed'
    | 'renewing'
    | 'renewing_failed'
    | 'waiting_for_manual_approve'
    | 'graced'
    | 'stopping'
    | 'stopping_failed'
    | 'stopped'
    | 'blocked';
  readonly payment_model: 'prepay' | 'postpay';
  readonly start_date?: LocalDate | null;
  readonly expiration_date?: LocalDate | null;
  readonly billing_day?: string | number | null;
}

/** A row of charge-batches. */
export interface ChargeBatchRow {
  readonly external_key: string;
  readonly account_id: string | number;
  readonly subscription_key?: string | null;
  readonly subscription_id?: string | number | null;
  readonly subscription_resource_id?: string | number | null;
  readonly name: string;
  readonly description: string;
  readonly type: string;
  readonly status: 'new' | 'opened' | 'blocked' | 'closed' | 'deleted';
  readonly quantity: Decimal;
  readonly duration: Decimal;
  readonly operate_from: LocalDate;
  readonly operate_to: LocalDate;
  readonly unit_price: Decimal;
  readonly discount_amount?: Decimal | null;
  readonly amount?: Decimal | null;
  readonly close_date?: LocalDate | null;
}

/** A row of tax-batches. */
export interface TaxBatchRow {
  readonly external_key: string;
  readonly account_id: string | number;
  readonly charge_key?: string | null;
  readonly charge_id?: string | number | null;
  readonly name: string;
  readonly description?: string | null;
  readonly value: Decimal;
}

/** A row of correction-batches. */
export interface CorrectionBatchRow {
  readonly external_key: string;
  readonly account_id: string | number;
  readonly subscription_key?: string | null;
  readonly subscription_id?: string | number | null;
  readonly status: 'approval_required' | 'approved' | 'declined';
  readonly total: Decimal;
  readonly comment?: string | null;
  readonly period_from?: LocalDate | null;
  readonly period_to?: LocalDate | null;
  readonly include_in_invoice?: boolean | null;
  readonly approved_at?: Instant | null;
}

/** A row of payment-batches. */
export interface PaymentBatchRow {
  readonly external_key: string;
  readonly account_id: string | number;
  readonly document_id: string;
  readonly status:
    | 'waiting_for_payment'
    | 'cancelled'
    | 'receipt_creating'
    | 'receipt_sent'
    | 'processing'
    | 'completed'
    | 'paid_from_balance';
  readonly type?: 'manual' | 'cryptomus' | null;
  readonly initial_total: Decimal;
  readonly discount_amount?: Decimal | null;
  readonly total?: Decimal | null;
  readonly amount_paid_from_balance?: Decimal | null;
  readonly charge_keys?: string | null;
  readonly comment?: string | null;
  readonly private_notes?: string | null;
  readonly expiration_date?: LocalDate | null;
  readonly closed_at?: Instant | null;
}

/** Records that come in, by their sort. */
export interface AdminBatches {
  readonly cdrBatches: Batches<CdrBatchRow>;
  readonly transactionBatches: Batches<TransactionBatchRow>;
  readonly cdrVoidBatches: Batches<CdrVoidBatchRow>;
  readonly cdrReplacementBatches: Batches<CdrReplacementBatchRow>;
  readonly transactionVoidBatches: Batches<TransactionVoidBatchRow>;
  readonly transactionReplacementBatches: Batches<TransactionReplacementBatchRow>;
  readonly subscriptionBatches: Batches<SubscriptionBatchRow>;
  readonly chargeBatches: Batches<ChargeBatchRow>;
  readonly taxBatches: Batches<TaxBatchRow>;
  readonly correctionBatches: Batches<CorrectionBatchRow>;
  readonly paymentBatches: Batches<PaymentBatchRow>;
}

export const batchTypes = [
  'cdr-batches',
  'transaction-batches',
  'cdr-void-batches',
  'cdr-replacement-batches',
  'transaction-void-batches',
  'transaction-replacement-batches',
  'subscription-batches',
  'charge-batches',
  'tax-batches',
  'correction-batches',
  'payment-batches',
] as const;
