import {
  creationDocument,
  membersDocument,
  nothing,
  objectOf,
  onCollection,
  onRecord,
  optionalMember,
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

const code = (description: string) => textMember({ max: 6, example: '123456', description });

export const changePassword = adminAction('changePassword', {
  on: onRecord(adminAdminUser),
  path: 'change-password',
  effect: 'own',
  right: 'read',
  headers: [],
  body: membersDocument('PasswordChange', adminAdminUser, {
    password: password('The one that is to be replaced.'),
    code: optionalMember(code('Of a user who has a second factor.')),
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

const own = {
  on: onRecord(adminAdminUser),
  effect: 'own',
  right: 'read',
  headers: [],
  isExtension: true,
} as const;

const refused = (message: string) => ({ code: 'invalid-member', message, pointer: '/data' }) as const;

export const secondFactorRefusals = {
  noKey: 'Second factors need a key in SECRET_KEYS',
  enrolled: 'There is a second factor already',
  wrongCode: 'is wrong or was used before',
} as const;

export const enrolSecondFactor = adminAction('enrolSecondFactor', {
  ...own,
  path: 'enrol-second-factor',
  body: membersDocument('SecondFactorOrder', adminAdminUser, { password: password('The one that there is.') }),
  problems: [{ code: 'login-failed' }, refused(secondFactorRefusals.noKey), refused(secondFactorRefusals.enrolled)],
  answers: {
    kind: 'report',
    statuses: { 200: 'The secret, which is not told again' },
    schema: 'admin-users.second-factor',
    schemas: {
      'admin-users.second-factor': objectOf({
        meta: objectOf({
          secret: { ...text, description: 'In base32.' },
          uri: { ...text, description: 'otpauth://…' },
        }),
      }),
    },
    example: {
      meta: { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/Org%20Invoices:olga?secret=JBSWY3DPEHPK3PXP' },
    },
  },
  summary: 'Have a second factor made for oneself',
  description:
    'One-time codes by time (RFC 6238), of 30 seconds and six digits. Log-ins ask for them once one is confirmed.',
});

export const confirmSecondFactor = adminAction('confirmSecondFactor', {
  ...own,
  path: 'confirm-second-factor',
  body: membersDocument('OneTimeCode', adminAdminUser, { code: code('The one that the authenticator shows.') }),
  problems: [
    {
      code: 'invalid-member',
      member: 'code',
      message: secondFactorRefusals.wrongCode,
      pointer: '/data/attributes/code',
    },
  ],
  answers: nothing,
  summary: 'Confirm a second factor by its first code',
});

export const removeSecondFactor = adminAction('removeSecondFactor', {
  on: onRecord(adminAdminUser),
  path: 'remove-second-factor',
  right: 'secure',
  body: reasonDocument,
  answers: theRecord,
  summary: 'Take the second factor of a user away',
  description: 'For somebody who has lost it.',
  isExtension: true,
});
