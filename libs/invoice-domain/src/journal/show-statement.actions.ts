import {
  objectOf,
  onRecord,
  oneOfWords,
  Registry,
  schemasOf,
  type Dialect,
  type Exposure,
  type JsonSchema,
  type JsonValue,
  type Parameter,
} from '@org/json-api';
import { adminAction, resellerAction } from '../dialects/actions.js';
import { adminDialect, resellerDialect } from '../dialects/index.js';
import { adminAccount, resellerAccount } from '../parties/account.resource.js';
import { postingKinds } from './posting.js';
import { longestStatement } from './statement.js';
import { adminStatement, resellerStatement } from './statement.resource.js';

const day = (name: string, description: string): Parameter => ({
  name: `filter[${name}]`,
  in: 'query',
  required: true,
  description,
  schema: { type: 'string', format: 'date', examples: ['2026-01-31'] },
});

const text: JsonSchema = { type: 'string' };

const movement = objectOf({
  kind: oneOfWords(postingKinds),
  count: { type: 'integer', minimum: 1 },
  amount: { ...text, examples: ['-12.5'] },
});

const links = objectOf({
  self: text,
  postings: { ...text, description: 'The list of these postings.' },
});

/** Schemas of a statement, which no registry of an API holds. */
const schemasIn = (dialect: Dialect, exposure: Exposure): Readonly<Record<string, JsonSchema>> => {
  const { type } = exposure;
  const { [type]: { properties: { attributes } = {} } = {}, [`${type}.document`]: document = {} } = schemasOf(
    new Registry(dialect, [exposure]),
  );
  const movements: JsonSchema = { type: 'array', items: movement };
  return {
    [type]: objectOf({
      id: text,
      type: { type: 'string', const: type },
      links,
      attributes: objectOf({ ...attributes?.properties, movements }),
    }),
    [`${type}.document`]: document,
  };
};

/** @param written the attributes of the example as the API writes them @param base the URL of the account */
const declared = <Shown extends Exposure>(
  dialect: Dialect,
  shows: Shown,
  base: string,
  written: Readonly<Record<string, JsonValue>>,
  postings: string,
) =>
  ({
    path: 'statement',
    effect: 'read',
    parameters: [
      day('from', 'The first day, in the time zone of the account.'),
      day('to', `The last day, which belongs to it; at most ${longestStatement} years after the first one.`),
    ],
    problems: [{ code: 'invalid-filter-value', filter: 'from', key: 'from', values: ['2026-02-30'] }],
    answers: {
      kind: 'report',
      shows,
      statuses: { 200: 'The statement' },
      schema: `${shows.type}.document`,
      schemas: schemasIn(dialect, shows),
      example: {
        data: {
          id: '74:2026-01-01:2026-01-31',
          type: shows.type,
          links: { self: `${base}/statement?filter[from]=2026-01-01&filter[to]=2026-01-31`, postings: base + postings },
          attributes: written,
        },
      },
    },
    summary: 'The statement of an account for some days',
    description:
      'What it had before the first day and after the last one, and what was booked in between. Its link leads to the list of those postings.',
    isExtension: true,
  }) as const;

const sums = {
  credits: '15.0',
  debits: '-2.5',
  movements: [
    { kind: 'payment', count: 2, amount: '15.0' },
    { kind: 'transaction', count: 1, amount: '-2.5' },
  ],
};

export const showStatement = adminAction('showStatement', {
  ...declared(
    adminDialect,
    adminStatement,
    'https://example.com/api/rest/admin/accounts/74',
    {
      'account-id': 74,
      from: '2026-01-01',
      to: '2026-01-31',
      'starts-at': '2026-01-01T00:00:00.000Z',
      'ends-at': '2026-02-01T00:00:00.000Z',
      currency: 'EUR',
      'opening-balance': '0.5',
      'closing-balance': '13.0',
      ...sums,
    },
    '/postings?filter[booked_at_gteq]=2026-01-01T00:00:00Z&filter[booked_at_lt]=2026-02-01T00:00:00Z',
  ),
  on: onRecord(adminAccount),
  right: 'read',
});

export const showStatementOfAccount = resellerAction('showStatementOfAccount', {
  ...declared(
    resellerDialect,
    resellerStatement,
    'https://example.com/api/v3/resellers/1/accounts/74',
    {
      account_id: 74,
      from: '2026-01-01',
      to: '2026-01-31',
      starts_at: '2026-01-01T02:00:00.000000+0200',
      ends_at: '2026-02-01T02:00:00.000000+0200',
      currency: 'EUR',
      opening_balance: '0.5',
      closing_balance: '13.0',
      ...sums,
    },
    '/postings?filter[booked_at][gteq]=2026-01-01T00:00:00Z&filter[booked_at][lt]=2026-02-01T00:00:00Z',
  ),
  on: onRecord(resellerAccount),
  right: 'read',
});
