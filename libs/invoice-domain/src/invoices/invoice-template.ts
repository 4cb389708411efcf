import type { InvoiceTemplateId } from '../model/ids.js';

export interface InvoiceTemplate {
  readonly id: InvoiceTemplateId;
  readonly name: string;
  readonly filename: string;
}
