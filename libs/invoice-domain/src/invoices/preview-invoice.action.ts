import { creationDocument, objectOf, onCollection } from '@org/json-api';
import { adminAction } from '../dialects/actions.js';
import { adminInvoice, adminInvoiceWrites } from './invoice.resource.js';

const type = 'invoice-previews';

/** A document that would make an invoice: the one of the whole of January of an account. */
const example = {
  attributes: { 'start-date': '2026-01-01', 'end-date': '2026-02-01' },
  relationships: { account: { data: { type: 'accounts', id: '1' } } },
};

export const previewInvoice = adminAction('previewInvoice', {
  on: onCollection(adminInvoice),
  path: 'preview',
  effect: 'own',
  right: 'admin',
  body: creationDocument(adminInvoiceWrites, example),
  problems: [
    { code: 'invalid-member', member: 'account', message: "can't be blank", pointer: '/data/relationships/account' },
  ],
  answers: {
    kind: 'report',
    shows: adminInvoice,
    statuses: { 200: 'Done' },
    schema: `${type}.document`,
    schemas: {
      [`${type}.document`]: objectOf({
        data: objectOf({
          id: { type: 'string', const: 'preview' },
          type: { type: 'string', const: type },
          attributes: { type: 'object' },
        }),
      }),
    },
    example: { data: { id: 'preview', type, attributes: { 'amount-total': '12.5' } } },
  },
  summary: 'What an invoice would be',
  description: 'Takes the document that would create it, and leaves nothing behind.',
  isExtension: true,
});
