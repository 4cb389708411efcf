import {
  creationDocument,
  membersDocument,
  nothing,
  objectOf,
  onCollection,
  onRecord,
  reasonDocument,
  Registry,
  textMember,
  theRecord,
  writeSchemasOf,
  type JsonSchema,
} from '@org/json-api';
import { adminDialect } from '../dialects/index.js';
import { adminAction } from '../dialects/actions.js';
import { adminAdminUser, newAdminUserWrites } from './admin-user.resource.js';
import { credentialLimits } from './login.action.js';

const text: JsonSchema = { type: 'string' };

/** No list makes users: what is sent is described with the action. */
const sent = writeSchemasOf(new Registry(adminDialect, [adminAdminUser], [newAdminUserWrites]));

const told = {
  kind: 'report',
  statuses: { 200: 'The password, which is not told again' },
  schema: 'admin-users.told',
  schemas: {
    'admin-users.told': objectOf({
      meta: {
        type: 'object',
        required: ['id'],
        properties: {
          id: { ...text, description: 'Of the record in admin-users.' },
          password: { ...text, description: 'Made up. Absent where a request is repeated by its key.' },
        },
      },
    }),
  },
  example: { meta: { id: '140', password: 'Zk9rJ0m1Qp5sYt8uXv2wB4cD6eF7gH3iLnOaPqRsTuV' } },
} as const;

export const addAdminUser = adminAction('addAdminUser', {
  on: onCollection(adminAdminUser),
  path: 'add',
  right: 'secure',
  body: creationDocument(newAdminUserWrites, { attributes: { username: 'olga', role: 'bill' } }),
  answers: { ...told, schemas: { ...sent, ...told.schemas } },
  summary: 'Add a user of the admin API',
  description: 'The password is made up and told once: only a hash of it is kept.',
  isExtension: true,
});

export const resetPassword = adminAction('resetPassword', {
  on: onRecord(adminAdminUser),
  path: 'reset-password',
  right: 'secure',
  body: reasonDocument,
  answers: told,
  summary: 'Give a user another password',
  description: 'It is made up and told once. All tokens of the user end.',
  isExtension: true,
});

const password = (description: string) =>
  textMember({ max: credentialLimits.password, example: 'correct horse battery staple', description });

export const changePassword = adminAction('changePassword', {
  on: onRecord(adminAdminUser),
  path: 'change-password',
  effect: 'own',
  right: 'read',
  headers: [],
  body: membersDocument('PasswordChange', adminAdminUser, {
    password: password('The one that is to be replaced.'),
    newPassword: password('Of 12 characters at least.'),
  }),
  problems: [
    { code: 'login-failed' },
    {
      code: 'invalid-member',
      member: 'new-password',
      message: 'is too short (minimum is 12 characters)',
      pointer: '/data/attributes/new-password',
    },
  ],
  answers: nothing,
  summary: 'Choose another password for oneself',
  description: 'All tokens of the user end, that of the request, too.',
  isExtension: true,
});

export const endTokens = adminAction('endTokens', {
  on: onRecord(adminAdminUser),
  path: 'end-tokens',
  right: 'secure',
  body: reasonDocument,
  answers: theRecord,
  summary: 'End all tokens of a user',
  description: 'From the next request on, they are refused.',
  isExtension: true,
});
