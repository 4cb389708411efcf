import {
  changeDocument,
  creationDocument,
  objectOf,
  onCollection,
  onRecord,
  Registry,
  reasonDocument,
  theRecord,
  writable,
  writeSchemasOf,
  type JsonSchema,
} from '@org/json-api';
import { adminDialect } from '../dialects/index.js';
import { adminAction } from '../dialects/actions.js';
import { adminApiToken, adminApiTokenWrites } from './api-token.resource.js';
import { tokenRefusals } from './issue-token.js';
import { adminManager } from './manager.resource.js';
import { adminReseller } from './reseller.resource.js';

const text: JsonSchema = { type: 'string' };

/** No list makes tokens or changes them: what is sent is described with the actions. */
const sent = writeSchemasOf(
  new Registry(adminDialect, [adminApiToken, adminManager, adminReseller], [adminApiTokenWrites]),
);

/** Until when the old token is valid. */
const rotationWrites = writable(adminApiToken, { update: ['expiresAt'] });

const issued = {
  kind: 'report',
  statuses: { 200: 'The token, which is not told again' },
  schema: 'api-tokens.issued',
  schemas: {
    'api-tokens.issued': objectOf({
      meta: {
        type: 'object',
        required: ['id'],
        properties: {
          id: { ...text, description: 'Of the record in api-tokens.' },
          token: { ...text, description: 'For the header X-Api-Token. Absent where a request is repeated by its key.' },
        },
      },
    }),
  },
  example: { meta: { id: '7', token: 'HDVLu2DGbQoMlK8TtgHqxQ6GDeBqUVX9v0iKyTWa1sQ' } },
} as const;

const refused = (message: string) => ({ code: 'invalid-member', message, pointer: '/data' }) as const;

export const issueToken = adminAction('issueToken', {
  on: onCollection(adminApiToken),
  path: 'issue',
  right: 'manage',
  body: creationDocument(adminApiTokenWrites, {
    attributes: { name: 'shop', comment: 'of the web shop' },
    relationships: { manager: { data: { type: 'managers', id: '1' } } },
  }),
  problems: [
    {
      code: 'invalid-member',
      member: 'manager',
      message: tokenRefusals.inactive,
      pointer: '/data/relationships/manager',
    },
  ],
  answers: { ...issued, schemas: { ...sent, ...issued.schemas } },
  summary: 'Issue an API token to a manager',
  description:
    'The token is told once: only a hash of it is kept. `name` is that of no other living token of the manager.',
  isExtension: true,
});

export const rotateToken = adminAction('rotateToken', {
  on: onRecord(adminApiToken),
  path: 'rotate',
  right: 'manage',
  body: changeDocument(rotationWrites, {
    schema: [
      'api-tokens.rotation',
      {
        type: 'object',
        required: ['data'],
        properties: {
          data: {
            type: 'object',
            required: ['type', 'id'],
            properties: {
              type: { type: 'string', const: 'api-tokens' },
              id: text,
              attributes: { type: 'object', properties: { 'expires-at': { ...text, format: 'date-time' } } },
            },
          },
          meta: objectOf({ reason: text }),
        },
      },
    ],
    example: {},
  }),
  problems: [refused(tokenRefusals.revoked), refused(tokenRefusals.rotated), refused(tokenRefusals.expired)],
  answers: issued,
  summary: 'Issue a successor to an API token',
  description:
    'The old token is valid until `expires-at`, 24 hours from now unless said otherwise. The new one has its name and its comment, and lives as long as it was to live.',
  isExtension: true,
});

export const revokeToken = adminAction('revokeToken', {
  on: onRecord(adminApiToken),
  path: 'revoke',
  right: 'manage',
  body: reasonDocument,
  answers: theRecord,
  summary: 'Revoke an API token',
  description: 'From now on it is as good as unknown. One that is revoked stays as it is.',
  isExtension: true,
});
