import { Entity } from 'typeorm';
import type { InvoiceTemplateId } from '../../model/ids.js';
import type { InvoiceTemplate } from '../invoice-template.js';
import { IntegerKey, TextColumn } from '../../schema/columns/columns.js';

@Entity('invoice_templates')
export class InvoiceTemplateEntity implements InvoiceTemplate {
  @IntegerKey() readonly id!: InvoiceTemplateId;
  @TextColumn({ unique: true }) readonly name!: string;
  @TextColumn() readonly filename!: string;
}
