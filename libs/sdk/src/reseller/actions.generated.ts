// Written by `npm run generate` from the declared actions of the reseller API.
import type { resellerExposures, resellerExternalInvoice, resellerStatement } from '@org/invoice-domain';
import type { Decimal, LocalDate } from '@org/kernel';
import { Collection, reportAt, showing, type CollectionSettings } from '../collection.js';
import type { CallOptions } from '../core/connection.js';
import type { Loaded, LoadedAttributes } from '../types/record.js';
import type { AddOptions, WriteOptions } from '../types/write.js';
import { shownStatement } from './exposures.generated.js';
import { fileAt, fileOrLinkAt, recordAt, recordOf, recordsOf, type FileOrLink } from './perform.js';

export type ResellerApi = typeof resellerExposures;

/** Closing documents stand below accounts, and nothing leads to them. */
export type ExternalInvoiceApi = { readonly externalInvoice: typeof resellerExternalInvoice };

export type ExternalInvoice = Loaded<ExternalInvoiceApi, 'externalInvoice'>;

/** One of statements, as an action shows it. */
export type Statement = LoadedAttributes<{ readonly one: typeof resellerStatement }, 'one'>;

/** One of what `add` sends. */
export interface NewTax {
  readonly chargeId: string | number;
  readonly name: string;
  /** Two decimals at most. */
  readonly value: Decimal;
  readonly description?: string | undefined;
}

/** The options of `withdrawApproval` and its like, with what they send. */
export interface ReasonOptions extends WriteOptions {
  /** Why: kept in the audit. */
  readonly reason?: string | undefined;
}

/** Values of `approveInvoices`. */
export interface Approval {
  /** The number of the invoice in the third-party system. */
  readonly documentId: string;
  /** The first day of the billing period. */
  readonly billingDate: LocalDate;
  /** What the third-party invoice is of; the invoice's own amount and currency stay. */
  readonly amount?: { readonly total: Decimal; readonly currency: string } | undefined;
  /** Today or later; else the days to pay of the account class decide. */
  readonly dueDate?: LocalDate | undefined;
  /** A link, or a PDF, DOC or XLSX file in base64 with its media type. */
  readonly receipt?:
    | { readonly link: string; readonly file?: undefined }
    | { readonly file: Blob; readonly link?: undefined }
    | undefined;
}

/** Values of `completeInvoices`. */
export interface Completion {
  /** The number of the invoice in the third-party system. */
  readonly documentId: string;
  /** The first day of the billing period. */
  readonly billingDate: LocalDate;
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

/** The options of `payFromBalance` and its like, with what they send. */
export interface PaymentFromBalanceOptions extends WriteOptions {
  /** A part of what is due; all of it unless given. */
  readonly amount?: Decimal | undefined;
  /** Why: kept in the audit. */
  readonly reason?: string | undefined;
}

/** Values of `create`. */
export interface ExternalInvoiceDraft {
  /** The id of the document in the third-party system: one document of an account has it. */
  readonly key: string;
  readonly type: 'invoice' | 'invoice_vat' | 'act';
  readonly name: string;
  /** May be zero, or negative. */
  readonly amountTotal: Decimal;
  readonly amountCurrency: string;
  readonly startDate: LocalDate;
  /** Not before `start_date`. */
  readonly endDate: LocalDate;
  /** A PDF, DOC or XLSX file, in base64 with its media type. The content has to be of that format. */
  readonly file: Blob;
}

/** Values of `void`. */
export interface Voiding {
  /** Why: it stands on the credit note. */
  readonly reason: string;
}

/** Records of taxes, and what is done with them. */
export class TaxCollection extends Collection<ResellerApi, 'tax'> {
  /**
   * Add taxes to charges of the own reseller. Charges of the payment model postpay that are opened or blocked; their amounts follow.
   * @throws ValidationError with the code CHARGE-0001, CHARGE-0002, CHARGE-0003, CHARGE-0004, CHARGE-0005, CHARGE-0006; NotFoundError
   */
  add(taxes: readonly NewTax[], options: AddOptions = {}): Promise<readonly Loaded<ResellerApi, 'tax'>[]> {
    return recordsOf(
      this.settings,
      {
        method: 'POST',
        below: [],
        members: { taxes: taxes.map((one) => ({ ...one, chargeId: Number(one.chargeId) })) },
      },
      options,
    );
  }
}

/** Records of corrections, and what is done with them. */
export class CorrectionCollection extends Collection<ResellerApi, 'correction'> {
  /**
   * Approve a correction that somebody has to decide about.
   * @throws ValidationError with the code CORRECTION-0001; NotFoundError
   */
  approve(id: string | number, { reason, ...options }: ReasonOptions = {}): Promise<Loaded<ResellerApi, 'correction'>> {
    return recordOf(this.settings, { method: 'POST', below: [id, 'approve'], members: { reason } }, options);
  }

  /**
   * Decline a correction that somebody has to decide about.
   * @throws ValidationError with the code CORRECTION-0001; NotFoundError
   */
  decline(id: string | number, { reason, ...options }: ReasonOptions = {}): Promise<Loaded<ResellerApi, 'correction'>> {
    return recordOf(this.settings, { method: 'POST', below: [id, 'decline'], members: { reason } }, options);
  }
}

/** Records of invoices, and what is done with them. */
export class InvoiceCollection extends Collection<ResellerApi, 'invoice'> {
  /**
   * Approve a closed postpaid invoice as one of a third-party system.
   * @throws ValidationError with the code INVOICE-0001, INVOICE-0005, INVOICE-0007, INVOICE-0008, INVOICE-0009, INVOICE-0013, INVOICE-0015, INVOICE-0016, INVOICE-0017, INVOICE-0018, INVOICE-0019, INVOICE-0020; NotFoundError
   */
  approve(id: string | number, body: Approval, options: WriteOptions = {}): Promise<Loaded<ResellerApi, 'invoice'>> {
    return recordOf(this.settings, { method: 'POST', below: [id, 'approve'], members: body }, options);
  }

  /**
   * Say that an approved invoice has been paid.
   * @throws ValidationError with the code INVOICE-0001, INVOICE-0005, INVOICE-0006, INVOICE-0010, INVOICE-0011, INVOICE-0012, INVOICE-0014, INVOICE-0015, INVOICE-0017, INVOICE-0018, INVOICE-0019; NotFoundError
   */
  complete(id: string | number, body: Completion, options: WriteOptions = {}): Promise<Loaded<ResellerApi, 'invoice'>> {
    return recordOf(this.settings, { method: 'POST', below: [id, 'complete'], members: body }, options);
  }

  /**
   * Credit a closed invoice, in whole or in part. All that is left of it, unless lines or an amount say otherwise. The account is credited with it.
   * @throws ValidationError with the code CREDIT-0001, CREDIT-0002, CREDIT-0003, CREDIT-0004, CREDIT-0005, CREDIT-0006, CREDIT-0011, INVOICE-0017; NotFoundError
   */
  credit(id: string | number, body: Credit, options: WriteOptions = {}): Promise<Loaded<ResellerApi, 'creditNote'>> {
    return recordOf(
      this.settings,
      { method: 'POST', below: [id, 'credit'], members: body, resource: 'creditNote' },
      options,
    );
  }

  /**
   * Void a closed invoice that nothing was paid of. It is credited in full, and what was on it will be on the next invoice.
   * @throws ValidationError with the code CREDIT-0001, CREDIT-0002, CREDIT-0006, CREDIT-0007, CREDIT-0008, CREDIT-0009, CREDIT-0010, CREDIT-0011, INVOICE-0017, INVOICE-0019; NotFoundError
   */
  void(id: string | number, body: Voiding, options: WriteOptions = {}): Promise<Loaded<ResellerApi, 'invoice'>> {
    return recordOf(this.settings, { method: 'POST', below: [id, 'void'], members: body }, options);
  }

  /**
   * Take the approval by a third-party system back, until the invoice is paid. The invoice has its own number again; its payment loses due date, external amount and receipt.
   * @throws ValidationError with the code INVOICE-0014, INVOICE-0015, INVOICE-0019; NotFoundError
   */
  withdrawApproval(
    id: string | number,
    { reason, ...options }: ReasonOptions = {},
  ): Promise<Loaded<ResellerApi, 'invoice'>> {
    return recordOf(this.settings, { method: 'POST', below: [id, 'withdraw_approval'], members: { reason } }, options);
  }
}

/** Records of accounts, and what is done with them. */
export class AccountCollection extends Collection<ResellerApi, 'account'> {
  /**
   * Approve a closed postpaid invoice as one of a third-party system, by its account and billing date.
   * @throws ValidationError with the code INVOICE-0001, INVOICE-0005, INVOICE-0007, INVOICE-0008, INVOICE-0009, INVOICE-0013, INVOICE-0015, INVOICE-0016, INVOICE-0017, INVOICE-0018, INVOICE-0019, INVOICE-0020; NotFoundError with the code INVOICE-0002
   */
  approveInvoices(
    id: string | number,
    body: Approval,
    options: WriteOptions = {},
  ): Promise<Loaded<ResellerApi, 'invoice'>> {
    return recordOf(
      this.settings,
      { method: 'POST', below: [id, 'approve_invoices'], members: body, resource: 'invoice' },
      options,
    );
  }

  /**
   * Say that an approved invoice has been paid, by its account and billing date.
   * @throws ValidationError with the code INVOICE-0001, INVOICE-0005, INVOICE-0006, INVOICE-0010, INVOICE-0011, INVOICE-0012, INVOICE-0014, INVOICE-0015, INVOICE-0017, INVOICE-0018, INVOICE-0019; NotFoundError with the code INVOICE-0002
   */
  completeInvoices(
    id: string | number,
    body: Completion,
    options: WriteOptions = {},
  ): Promise<Loaded<ResellerApi, 'invoice'>> {
    return recordOf(
      this.settings,
      { method: 'POST', below: [id, 'complete_invoices'], members: body, resource: 'invoice' },
      options,
    );
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
}

/** Records of payments, and what is done with them. */
export class PaymentCollection extends Collection<ResellerApi, 'payment'> {
  /**
   * Cancel the payment of an invoice that is not approved.
   * @throws ValidationError with the code PAYMENT-0001, PAYMENT-0002, PAYMENT-0003; NotFoundError
   */
  cancel(id: string | number, { reason, ...options }: ReasonOptions = {}): Promise<Loaded<ResellerApi, 'payment'>> {
    return recordOf(this.settings, { method: 'POST', below: [id, 'cancel'], members: { reason } }, options);
  }

  /**
   * Make a payment for rendered services from the balance, in whole or in part.
   * @throws ValidationError with the code PAYMENT-0001, PAYMENT-0004, PAYMENT-0005, PAYMENT-0006, PAYMENT-0007, PAYMENT-0008, PAYMENT-0009; NotFoundError
   */
  payFromBalance(
    id: string | number,
    { amount, reason, ...options }: PaymentFromBalanceOptions = {},
  ): Promise<Loaded<ResellerApi, 'payment'>> {
    return recordOf(
      this.settings,
      { method: 'POST', below: [id, 'pay_from_balance'], members: { amount, reason } },
      options,
    );
  }

  /**
   * The receipt that came with an approval. `Accept` is not looked at. A link is answered as `text/uri-list`.
   * @throws NotFoundError
   */
  receipt(id: string | number, options: CallOptions = {}): Promise<FileOrLink> {
    return fileOrLinkAt(this.settings, [id, 'receipt'], options);
  }
}

/** Records of external_invoices, which stand below another record. */
export class ExternalInvoices {
  constructor(private readonly settings: CollectionSettings) {}

  /**
   * The closing document with a key.
   * @throws NotFoundError
   */
  getByKey(key: string, options: CallOptions = {}): Promise<ExternalInvoice> {
    return recordAt(this.settings, [], options, { key });
  }

  /**
   * Send a closing document anew: all of it, its file too. The request may be as large as a file of `EXTERNAL_INVOICE_MAX_BYTES` becomes in base64.
   * @throws ValidationError with the code UNKNOWN-CURRENCY; ConflictError with the code EXTERNAL-INVOICE-KEY-TAKEN; NotFoundError
   */
  update(
    id: string | number,
    { amountTotal, amountCurrency, ...same }: ExternalInvoiceDraft,
    options: WriteOptions = {},
  ): Promise<ExternalInvoice> {
    return recordOf(
      this.settings,
      { method: 'PATCH', below: [id], members: { ...same, amount: { total: amountTotal, currency: amountCurrency } } },
      options,
    );
  }

  /**
   * Send a closing document. The request may be as large as a file of `EXTERNAL_INVOICE_MAX_BYTES` becomes in base64.
   * @throws ValidationError with the code UNKNOWN-CURRENCY; ConflictError with the code EXTERNAL-INVOICE-KEY-TAKEN; NotFoundError
   */
  create(
    { amountTotal, amountCurrency, ...same }: ExternalInvoiceDraft,
    options: AddOptions = {},
  ): Promise<ExternalInvoice> {
    return recordOf(
      this.settings,
      { method: 'POST', below: [], members: { ...same, amount: { total: amountTotal, currency: amountCurrency } } },
      options,
    );
  }

  /**
   * One closing document.
   * @throws NotFoundError
   */
  get(id: string | number, options: CallOptions = {}): Promise<ExternalInvoice> {
    return recordAt(this.settings, [id], options);
  }

  /**
   * The file of a closing document. `Accept` is not looked at.
   * @throws NotFoundError
   */
  file(id: string | number, options: CallOptions = {}): Promise<Blob> {
    return fileAt(this.settings, [id, 'file'], options);
  }
}

/** Records of charges, and what is done with them. */
export class ChargeCollection extends Collection<ResellerApi, 'charge'> {
  /**
   * Pay a charge in advance from the balance, in whole or in part.
   * @throws ValidationError with the code CHARGE-0007, PAYMENT-0007, PAYMENT-0008, PAYMENT-0009; NotFoundError
   */
  payFromBalance(
    id: string | number,
    { amount, reason, ...options }: PaymentFromBalanceOptions = {},
  ): Promise<Loaded<ResellerApi, 'charge'>> {
    return recordOf(
      this.settings,
      { method: 'POST', below: [id, 'pay_from_balance'], members: { amount, reason } },
      options,
    );
  }
}
