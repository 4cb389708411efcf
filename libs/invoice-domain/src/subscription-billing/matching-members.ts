import { localDateMember, textMember } from '@org/json-api';
import type { CommerceRefusal } from '../model/commerce-refusal.js';

/** Members by which a third-party system identifies an invoice, besides its id. */
export const matchingMembers = {
  documentId: textMember({ description: 'The number of the invoice in the third-party system.', example: 'TP-1042' }),
  billingDate: localDateMember({ description: 'The first day of the billing period.' }),
} as const;

/** Why a third-party system's request does not fit the invoice that it names. */
export const matchingRefusals = [
  'parameters-missing',
  'other-billing-date',
  'payment-cancelled',
  'payment-missing',
] as const satisfies readonly CommerceRefusal[];
