import { readOne, written, type CollectionSettings } from '../collection.js';
import type { CallOptions } from '../core/connection.js';
import { dataUrlOf } from '../document/data-url.js';
import { flatBody } from '../document/flat-body.js';
import type { AddOptions, ExternalInvoiceApi, ExternalInvoiceDraft } from '../types/actions.js';
import type { Loaded } from '../types/record.js';
import type { WriteOptions } from '../types/write.js';
import { fileAt } from './file-at.js';

export type ExternalInvoice = Loaded<ExternalInvoiceApi, 'externalInvoice'>;

/** The closing documents of an account: files of a third-party system, independent of the invoices that are made here. */
export class ExternalInvoices {
  constructor(private readonly settings: CollectionSettings) {}

  /** @throws NotFoundError, and every other kind of `InvoicesError` */
  get(id: string | number, options: CallOptions = {}): Promise<ExternalInvoice> {
    return this.read(`/${encodeURIComponent(id)}`, options);
  }

  /** @param key the document's id in the third-party system. @throws NotFoundError when the account has no such document */
  getByKey(key: string, options: CallOptions = {}): Promise<ExternalInvoice> {
    return this.read(`?filter[key]=${encodeURIComponent(key)}`, options);
  }

  /** Adds a document. @throws ConflictError when the account has one of this key; ValidationError for what is wrong with it */
  create(draft: ExternalInvoiceDraft, options: AddOptions = {}): Promise<ExternalInvoice> {
    return this.write('POST', '', draft, options);
  }

  /** Replaces all of a document. @throws PreconditionFailedError when it is another version by now, and what `create` throws */
  update(id: string | number, draft: ExternalInvoiceDraft, options: WriteOptions = {}): Promise<ExternalInvoice> {
    return this.write('PATCH', `/${encodeURIComponent(id)}`, draft, options);
  }

  /** The file, byte for byte as it was sent. @throws NotFoundError */
  file(id: string | number, options: CallOptions = {}): Promise<Blob> {
    return fileAt(this.settings, `${this.settings.path}/${encodeURIComponent(id)}/file`, options);
  }

  private async read(below: string, options: CallOptions): Promise<ExternalInvoice> {
    return (await readOne(this.settings, this.settings.path + below, options)) as ExternalInvoice;
  }

  private async write(
    method: 'POST' | 'PATCH',
    below: string,
    { amountTotal: total, amountCurrency: currency, file, ...same }: ExternalInvoiceDraft,
    options: WriteOptions,
  ): Promise<ExternalInvoice> {
    const { exposure, path } = this.settings;
    const members = { ...same, amount: { total, currency }, file: await dataUrlOf(file) };
    const outgoing = { method, url: path + below, body: flatBody(exposure.wire, members) };
    const [record] = await written(this.settings, outgoing, options);
    return record as ExternalInvoice;
  }
}
