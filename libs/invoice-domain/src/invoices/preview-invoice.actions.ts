import { creationDocument, objectOf, onCollection } from '@org/json-api';
import { adminAction } from '../dialects/actions.js';
import { adminInvoice, adminInvoiceWrites } from './invoice.resource.js';

const type = 'invoice-previews';

const relationships = { account: { data: { type: 'accounts', id: '1' } } };

const answers = {
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
} as const;

const isBlank = (member: string, pointer: string) =>
  ({ code: 'invalid-member', member, message: "can't be blank", pointer }) as const;

export const previewInvoice = adminAction('previewInvoice', {
  on: onCollection(adminInvoice),
  path: 'preview',
  effect: 'own',
  right: 'read',
  // An invoice of the whole of January.
  body: creationDocument(adminInvoiceWrites, {
    attributes: { 'start-date': '2026-01-01', 'end-date': '2026-02-01' },
    relationships,
  }),
  problems: [isBlank('account', '/data/relationships/account')],
  answers,
  summary: 'What an invoice would be',
  description: 'Takes the document that would create it, and leaves nothing behind.',
  isExtension: true,
});

export const previewUsageSoFar = adminAction('previewUsageSoFar', {
  on: onCollection(adminInvoice),
  path: 'usage-so-far',
  effect: 'own',
  right: 'read',
  body: creationDocument(adminInvoiceWrites, { relationships }),
  problems: [
    isBlank('account', '/data/relationships/account'),
    { code: 'invalid-member', member: 'startsAt', message: 'must be blank', pointer: '/data/attributes/start-date' },
    { code: 'invalid-member', member: 'endsAt', message: 'must be blank', pointer: '/data/attributes/end-date' },
  ],
  answers,
  summary: 'What an account has used so far',
  description:
    'Takes a document that names the account alone, and answers as if its running period were billed now. Leaves nothing behind.',
  isExtension: true,
});
