import { adminRegistry } from '@org/invoice-domain';
import { errorResponsesOf, objectOf, problemsOn, type Operation, type Response } from '@org/json-api';
import { jsonApiType } from '../http/media-type.js';

const jsonType = 'application/json';

const credentials = objectOf({ username: { type: 'string' }, password: { type: 'string' } });

const token: Response = {
  description: 'The token',
  content: { [jsonType]: { schema: objectOf({ jwt: { type: 'string', description: 'A JSON Web Token.' } }) } },
};

/** A body that is JSON but holds no credentials gets the answer of the original's framework. */
const withoutCredentials = {
  schema: objectOf({ status: { type: 'integer' }, error: { type: 'string' } }),
  examples: { 'no-credentials': { value: { status: 400, error: 'Bad Request' } } },
} as const;

/** The one operation that takes a body, and gives no document of JSON:API. */
export const loginOperation = (): Operation => {
  const problems = problemsOn(adminRegistry, ['any', 'body', 'login'], []);
  const { 400: badRequest, ...errors } = errorResponsesOf(adminRegistry.dialect, jsonApiType, problems);
  return {
    operationId: 'create-token',
    tags: ['auth'],
    summary: 'Exchange a name and a password for a token',
    description: 'With any media type but that of JSON:API, the two members may also stand at the top.',
    security: [],
    requestBody: {
      required: true,
      content: {
        [jsonType]: { schema: { oneOf: [objectOf({ auth: credentials }), credentials] } },
        [jsonApiType]: { schema: objectOf({ auth: credentials }) },
      },
    },
    responses: {
      201: token,
      400: {
        description: badRequest?.description ?? '',
        content: { ...badRequest?.content, [jsonType]: withoutCredentials },
      },
      ...errors,
    },
  };
};
