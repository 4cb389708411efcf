import { changeDocument, objectOf, onRecord, oneOfWords, writable, type JsonSchema } from '@org/json-api';
import { adminAction } from '../dialects/actions.js';
import { scheduledInvoiceTypes } from '../parties/account.js';
import { adminAccount } from '../parties/account.resource.js';

const text: JsonSchema = { type: 'string' };
const flag: JsonSchema = { type: 'boolean' };

const period = objectOf({
  ...{ startsAt: text, endsAt: text, type: oneOfWords(scheduledInvoiceTypes), isOdd: flag, isOver: flag },
});

/** The terms that a schedule is made from. */
const termsWrites = writable(adminAccount, { update: ['invoicePeriodId', 'timeZone'] });

/** Whichever of them is to change. */
const attributes: JsonSchema = {
  type: 'object',
  properties: { 'invoice-period-id': { type: ['integer', 'null'] }, timezone: text },
};

export const previewSchedule = adminAction('previewSchedule', {
  on: onRecord(adminAccount),
  path: 'preview',
  effect: 'own',
  right: 'read',
  body: changeDocument(termsWrites, {
    schema: [
      'accounts.schedule',
      {
        type: 'object',
        required: ['data'],
        properties: { data: objectOf({ type: { type: 'string', const: 'accounts' }, id: text, attributes }) },
      },
    ],
    // From now on by the week.
    example: { attributes: { 'invoice-period-id': 2 } },
  }),
  problems: [
    {
      code: 'invalid-member',
      member: 'invoicePeriodId',
      message: 'is not included in the list',
      pointer: '/data/attributes/invoice-period-id',
    },
  ],
  answers: {
    kind: 'report',
    statuses: { 200: 'The periods that would follow' },
    schema: 'accounts.schedule-preview',
    schemas: {
      'accounts.schedule-preview': objectOf({
        meta: {
          type: 'object',
          required: ['periods'],
          properties: { boundary: text, periods: { type: 'array', items: period } },
        },
      }),
    },
    example: {
      meta: {
        boundary: '2026-11-30T00:00:00Z',
        periods: [
          {
            startsAt: '2026-11-01T00:00:00Z',
            endsAt: '2026-11-30T00:00:00Z',
            type: 'autoFull',
            isOdd: true,
            isOver: false,
          },
        ],
      },
    },
  },
  summary: 'What a change of its terms would do to the periods of an account',
  description:
    'Takes the document that would change the period or the zone, and answers the next twelve periods, from where the account was billed last. Changes nothing.',
  isExtension: true,
});
