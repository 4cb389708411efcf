import {
  amountMember,
  currencyCodeMember,
  flatBody,
  localDateMember,
  objectMember,
  oneOfMember,
  onCollection,
  onRecord,
  textMember,
  theNewRecord,
  theRecord,
} from '@org/json-api';
import { resellerAction } from '../dialects/actions.js';
import { closingFileTypes, externalInvoiceTypes } from './external-invoice.js';
import { resellerAccount } from '../parties/account.resource.js';
import { resellerExternalInvoice } from './external-invoice.resource.js';
import { closingFile } from './closing-file.member.js';

const body = flatBody(
  'ExternalInvoiceDraft',
  {
    key: textMember({
      description: 'The id of the document in the third-party system: one document of an account has it.',
      example: 'ACT-2026-01',
    }),
    type: oneOfMember(externalInvoiceTypes),
    name: textMember({ example: 'Act of January' }),
    amount: objectMember({
      total: amountMember({ description: 'May be zero, or negative.' }),
      currency: currencyCodeMember(),
    }),
    startDate: localDateMember(),
    endDate: localDateMember({ description: 'Not before `start_date`.', example: '2026-02-01' }),
    file: closingFile('A PDF, DOC or XLSX file, in base64 with its media type. The content has to be of that format.'),
  },
  {
    rules: [
      {
        member: 'endDate',
        broken: ({ startDate, endDate }, wireName) =>
          startDate.until(endDate).sign < 0 ? `has to be ${wireName('startDate')} or later` : undefined,
      },
    ],
  },
);

const sent = {
  right: 'send-closing-document',
  body,
  refusals: ['external-invoice-key-taken', 'unknown-currency'],
  description: 'The request may be as large as a file of `EXTERNAL_INVOICE_MAX_BYTES` becomes in base64.',
} as const;

const read = { effect: 'read', right: 'read' } as const;

export const sendExternalInvoice = resellerAction('sendExternalInvoice', {
  ...sent,
  on: onCollection(resellerExternalInvoice, resellerAccount),
  answers: theNewRecord,
  summary: 'Send a closing document',
  call: 'create',
});

export const replaceExternalInvoice = resellerAction('replaceExternalInvoice', {
  ...sent,
  on: onRecord(resellerExternalInvoice, resellerAccount),
  method: 'PATCH',
  answers: theRecord,
  summary: 'Send a closing document anew: all of it, its file too',
  call: 'update',
});

export const findExternalInvoice = resellerAction('findExternalInvoice', {
  ...read,
  on: onCollection(resellerExternalInvoice, resellerAccount),
  parameters: [
    {
      name: 'filter[key]',
      in: 'query',
      required: true,
      description: 'The id of the document in the third-party system, as it is: commas do not separate several.',
      schema: { type: 'string' },
    },
  ],
  problems: [{ code: 'invalid-filter-value', filter: 'key', key: 'key', values: [''] }],
  answers: theRecord,
  summary: 'The closing document with a key',
  call: 'getByKey',
});

export const showExternalInvoice = resellerAction('showExternalInvoice', {
  ...read,
  on: onRecord(resellerExternalInvoice, resellerAccount),
  answers: theRecord,
  summary: 'One closing document',
  isExtension: true,
  call: 'get',
});

export const showExternalInvoiceFile = resellerAction('showExternalInvoiceFile', {
  ...read,
  on: onRecord(resellerExternalInvoice, resellerAccount),
  path: 'file',
  answers: {
    kind: 'file',
    status: 200,
    description: 'The file, byte for byte as it was sent',
    mediaTypes: Object.values(closingFileTypes),
    orLink: false,
  },
  summary: 'The file of a closing document',
  description: '`Accept` is not looked at.',
  isExtension: true,
});
