import { changeDocument, objectOf, onRecord, theRecord, writable, type JsonSchema } from '@org/json-api';
import { adminAction } from '../dialects/actions.js';
import { adminInvoice } from './invoice.resource.js';

const text: JsonSchema = { type: 'string' };

/** The reference of an invoice under review: an extension, and so nothing that a client of Yeti could write. */
const referenceWrites = writable(adminInvoice, { update: ['reference'] });

export const changeInvoiceReference = adminAction('changeInvoiceReference', {
  on: onRecord(adminInvoice),
  path: 'change-reference',
  right: 'bill',
  body: changeDocument(referenceWrites, {
    schema: [
      'invoices.reference',
      {
        type: 'object',
        required: ['data'],
        properties: {
          data: objectOf({
            type: { type: 'string', const: 'invoices' },
            id: text,
            attributes: objectOf({ reference: text }),
          }),
        },
      },
    ],
    example: { attributes: { reference: 'REF-$seq' } },
  }),
  problems: [
    {
      code: 'invalid-member',
      member: 'reference',
      message: "can't be blank",
      pointer: '/data/attributes/reference',
    },
    { code: 'invalid-member', message: "Invoice reference can't be changed", pointer: '/data' },
  ],
  answers: theRecord,
  summary: 'Change the reference of a pending invoice',
  description: '`$seq` in it becomes the number, once the invoice has one.',
  isExtension: true,
});
