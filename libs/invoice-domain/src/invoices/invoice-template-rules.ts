import { isPresent, isShort, matches, type Draft, type Rule } from '../writing/rule.js';
import type { InvoiceTemplate } from './invoice-template.js';

export const invoiceTemplateRules: readonly Rule<Draft<InvoiceTemplate>>[] = [
  isPresent('name', 'filename'),
  isShort('name'),
  matches(/\.odt$/, 'must end in .odt', 'filename'),
];
