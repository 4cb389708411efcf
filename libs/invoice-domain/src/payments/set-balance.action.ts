import { changeDocument, onRecord, schemasOf, Registry, writeSchemasOf } from '@org/json-api';
import { adminDialect } from '../dialects/index.js';
import { adminAction } from '../dialects/actions.js';
import { adminAccount, adminBalance, adminBalanceWrites } from '../parties/account.resource.js';

/** A balance is no record of its own: no list shows it, so its schemas come with the action. */
const balances = new Registry(adminDialect, [adminBalance], [adminBalanceWrites]);
const { balances: balance = {}, 'balances.document': document = {} } = schemasOf(balances);

const declared = {
  on: onRecord(adminAccount),
  path: 'balance',
  right: 'bill',
  body: changeDocument(adminBalanceWrites, { example: { attributes: { balance: '100.00' } } }),
  answers: {
    kind: 'report',
    shows: adminBalance,
    statuses: { 200: 'The record as it is now' },
    schema: 'balances.document',
    schemas: { ...writeSchemasOf(balances), balances: balance, 'balances.document': document },
    example: {
      data: {
        id: '1',
        type: 'balances',
        links: { self: 'https://example.com/api/rest/admin/accounts/1/balance' },
        attributes: { balance: '100.0' },
      },
    },
  },
  call: 'setBalance',
} as const;

/** The id in the path is the account's `external-id`. */
export const updateBalance = adminAction('updateBalance', {
  ...declared,
  method: 'PATCH',
  summary: 'Set the balance of an account',
  description: 'The id is the `external-id` of the account. `If-Match` names a version of the account.',
});

export const replaceBalance = adminAction('replaceBalance', {
  ...declared,
  method: 'PUT',
  summary: 'The same as PATCH: set the balance of an account',
  call: false,
});
