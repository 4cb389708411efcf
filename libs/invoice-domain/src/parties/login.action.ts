import { objectOf, onPath, type Body, type JsonSchema } from '@org/json-api';
import { adminAction } from '../dialects/actions.js';

const plainJson = 'application/json';

const text: JsonSchema = { type: 'string' };

/** The longest name and password that are looked at: nobody is to have the server hash megabytes. */
export const credentialLimits = { username: 255, password: 1_024 } as const;

const nameAndPassword = {
  username: { ...text, maxLength: credentialLimits.username },
  password: { ...text, maxLength: credentialLimits.password },
};

const code = {
  ...text,
  pattern: '^\\d{6}$',
  description: 'Extension. One-time code of a user who has a second factor.',
};

const credentials: JsonSchema = { ...objectOf(nameAndPassword), properties: { ...nameAndPassword, code } };

const example = { auth: { username: 'billing', password: 'correct horse battery staple' } };

/** A name and a password, below `auth` or, in plain JSON, at the top. Unlike other bodies it has the media type of JSON, too. */
const body: Body<undefined> = {
  isOptional: false,
  alwaysTyped: true,
  hasFile: false,
  read: () => undefined,
  content: (_, mediaType) => ({
    [plainJson]: {
      schema: { oneOf: [objectOf({ auth: credentials }), credentials] },
      examples: { request: { value: example } },
    },
    [mediaType]: { schema: objectOf({ auth: credentials }), examples: { request: { value: example } } },
  }),
  schemas: {},
  occasions: ['login'],
  faults: [],
  example: () => example,
};

export const createToken = adminAction('createToken', {
  on: onPath('auth'),
  effect: 'own',
  right: 'public',
  body,
  headers: [],
  answers: {
    kind: 'report',
    statuses: { 201: 'The token' },
    schema: '',
    schemas: {},
    example: { jwt: 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl' },
    content: {
      [plainJson]: {
        schema: objectOf({ jwt: { ...text, description: 'A JSON Web Token.' } }),
        examples: { success: { value: { jwt: 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl' } } },
      },
    },
    // JSON without credentials gets the answer of Yeti's framework.
    plainErrors: {
      400: {
        [plainJson]: {
          schema: objectOf({ status: { type: 'integer' }, error: text }),
          examples: { 'no-credentials': { value: { status: 400, error: 'Bad Request' } } },
        },
      },
    },
  },
  summary: 'Exchange a name and a password for a token',
  description: 'With any media type but that of JSON:API, the two members may also stand at the top.',
  call: false,
});
