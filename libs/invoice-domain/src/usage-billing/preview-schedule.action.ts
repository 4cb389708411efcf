import { changeDocument, objectOf, onRecord, Registry, schemasOf, writable, type JsonSchema } from '@org/json-api';
import { adminAction } from '../dialects/actions.js';
import { adminDialect } from '../dialects/index.js';
import { adminAccount } from '../parties/account.resource.js';
import { adminSchedulePreview } from './schedule-preview.resource.js';

const text: JsonSchema = { type: 'string' };

/** The terms that a schedule is made from. */
const termsWrites = writable(adminAccount, { update: ['invoicePeriodId', 'timeZone'] });

/** A preview is no record: no list shows it, so its schemas come with the action. */
const { 'schedule-previews': preview = {}, 'schedule-previews.document': document = {} } = schemasOf(
  new Registry(adminDialect, [adminSchedulePreview]),
);

export const previewSchedule = adminAction('previewSchedule', {
  on: onRecord(adminAccount),
  path: 'preview-schedule',
  effect: 'own',
  right: 'admin',
  body: changeDocument(termsWrites, {
    schema: [
      'accounts.schedule',
      {
        type: 'object',
        required: ['data'],
        properties: {
          data: objectOf({
            type: { type: 'string', const: 'accounts' },
            id: text,
            attributes: objectOf({ 'invoice-period-id': { type: ['integer', 'null'] }, timezone: text }),
          }),
        },
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
    shows: adminSchedulePreview,
    statuses: { 200: 'The periods that would follow' },
    schema: 'schedule-previews.document',
    schemas: { 'schedule-previews': preview, 'schedule-previews.document': document },
    example: {
      data: {
        id: '1',
        type: 'schedule-previews',
        attributes: {
          'invoice-period-id': 2,
          timezone: 'UTC',
          'billed-until': '2026-11-01T00:00:00.000Z',
          'new-terms-from': '2026-11-30T00:00:00.000Z',
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
  },
  summary: 'What a change of its terms would do to the periods of an account',
  description:
    'Takes the document that would change the period or the zone, and answers the next twelve periods, from where the account was billed last. Changes nothing.',
  isExtension: true,
});
