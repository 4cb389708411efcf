import { resellerExposures } from '@org/invoice-domain';
import { Collection, written } from '../collection.js';
import type { CallOptions } from '../core/connection.js';
import { dataUrlOf } from '../document/data-url.js';
import { flatBody } from '../document/flat-body.js';
import type {
  AddOptions,
  Approval,
  Completion,
  NewTax,
  ReasonOptions,
  Receipt,
  ResellerApi,
} from '../types/actions.js';
import type { Loaded } from '../types/record.js';
import type { WriteOptions } from '../types/write.js';
import { fileAt } from './file-at.js';

type Correction = Loaded<ResellerApi, 'correction'>;
type Invoice = Loaded<ResellerApi, 'invoice'>;
type Payment = Loaded<ResellerApi, 'payment'>;
type Tax = Loaded<ResellerApi, 'tax'>;

/** Records of one sort that something can be done with. */
abstract class ActingCollection<Name extends keyof ResellerApi> extends Collection<ResellerApi, Name> {
  protected addressOf(id: string | number, below: string): string {
    return `${this.settings.path}/${encodeURIComponent(id)}/${below}`;
  }

  /** @returns the record that came of it: one of this collection, unless `exposure` says otherwise */
  protected async act(
    id: string | number,
    action: string,
    members: object,
    options: WriteOptions,
    exposure = this.settings.exposure,
  ): Promise<unknown> {
    const body = flatBody(exposure.wire, members);
    const write = { method: 'POST', url: this.addressOf(id, action), body } as const;
    const [record] = await written({ ...this.settings, exposure }, write, options);
    return record;
  }
}

/** Invoices, which a third-party system may manage. */
export class InvoiceCollection extends ActingCollection<'invoice'> {
  /** The third-party system has issued its own. @throws ValidationError with a code such as `INVOICE-0013` for what forbids it */
  async approve(id: string | number, approval: Approval, options: WriteOptions = {}): Promise<Invoice> {
    return (await this.act(id, 'approve', await membersOf(approval), options)) as Invoice;
  }

  /** The money for an approved one has come. @throws ValidationError with a code such as `INVOICE-0015` for what forbids it */
  async complete(id: string | number, completion: Completion, options: WriteOptions = {}): Promise<Invoice> {
    return (await this.act(id, 'complete', completion, options)) as Invoice;
  }
}

/** Accounts; their invoices are known by the first day of their period, too. */
export class AccountCollection extends ActingCollection<'account'> {
  /** As `invoices.approve`. @throws NotFoundError with the code `INVOICE-0002` when not just one invoice has the billing date */
  async approveInvoices(id: string | number, approval: Approval, options: WriteOptions = {}): Promise<Invoice> {
    const members = await membersOf(approval);
    return (await this.act(id, 'approve_invoices', members, options, resellerExposures.invoice)) as Invoice;
  }

  /** As `invoices.complete`. @throws NotFoundError with the code `INVOICE-0002` when not just one invoice has the billing date */
  async completeInvoices(id: string | number, completion: Completion, options: WriteOptions = {}): Promise<Invoice> {
    return (await this.act(id, 'complete_invoices', completion, options, resellerExposures.invoice)) as Invoice;
  }
}

/** Payments; an invoice has one for the services that were rendered. */
export class PaymentCollection extends ActingCollection<'payment'> {
  /** The invoice will never be paid. @throws ValidationError with a code such as `PAYMENT-0003` for what forbids it */
  async cancel(id: string | number, { reason, ...options }: ReasonOptions = {}): Promise<Payment> {
    return (await this.act(id, 'cancel', { reason }, options)) as Payment;
  }

  /** The account's own funds pay. @throws ValidationError with a code such as `PAYMENT-0007` for what forbids it */
  async payFromBalance(id: string | number, { reason, ...options }: ReasonOptions = {}): Promise<Payment> {
    return (await this.act(id, 'pay_from_balance', { reason }, options)) as Payment;
  }

  /** What came with the approval. @throws NotFoundError when nothing did */
  async receipt(id: string | number, options: CallOptions = {}): Promise<Receipt> {
    const file = await fileAt(this.settings, this.addressOf(id, 'receipt'), options);
    // RFC 2483: the server does not redirect, as the token would go along.
    return file.type === 'text/uri-list' ? { link: (await file.text()).trim() } : { file };
  }
}

/** Corrections, which somebody decides about. */
export class CorrectionCollection extends ActingCollection<'correction'> {
  /** It goes on an invoice, if it asks for that. @throws ValidationError with the code `CORRECTION-0001` when it has been decided before */
  async approve(id: string | number, { reason, ...options }: ReasonOptions = {}): Promise<Correction> {
    return (await this.act(id, 'approve', { reason }, options)) as Correction;
  }

  /** Nothing comes of it. @throws ValidationError with the code `CORRECTION-0001` when it has been decided before */
  async decline(id: string | number, { reason, ...options }: ReasonOptions = {}): Promise<Correction> {
    return (await this.act(id, 'decline', { reason }, options)) as Correction;
  }
}

/** Taxes of charges. */
export class TaxCollection extends ActingCollection<'tax'> {
  /** Adds all of them or none, to charges of the manager's own reseller. @throws ValidationError with a code such as `CHARGE-0003` */
  async add(taxes: readonly NewTax[], options: AddOptions = {}): Promise<readonly Tax[]> {
    const members = { taxes: taxes.map((tax) => ({ ...tax, chargeId: Number(tax.chargeId) })) };
    const { exposure, path } = this.settings;
    const write = { method: 'POST', url: path, body: flatBody(exposure.wire, members) } as const;
    return (await written(this.settings, write, options)) as readonly unknown[] as readonly Tax[];
  }
}

const membersOf = async ({ receipt, ...same }: Approval): Promise<object> => ({
  ...same,
  receipt: receipt?.file === undefined ? receipt : { file: await dataUrlOf(receipt.file) },
});
