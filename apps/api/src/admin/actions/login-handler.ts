import { type adminActions } from '@org/invoice-domain';
import { readJson, RequestProblem } from '@org/json-api';
import { validate } from 'class-validator';
import type { AdminTokens } from '../../auth/admin-tokens.js';
import type { LogIns } from '../../auth/log-ins.js';
import { clientAddress } from '../../http/client-address.js';
import { jsonApiType } from '../../http/media-type.js';
import type { AdminHandlersOf } from './admin-handler.js';
import { CredentialsBody } from './credentials.body.js';

type Actions = Pick<typeof adminActions, 'createToken'>;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The parsed body of a login request; Fastify leaves JSON:API documents as text. @throws RequestProblem when it is no JSON */
const bodyIn = (body: unknown, contentType: string): unknown =>
  typeof body === 'string' && contentType.startsWith(jsonApiType) ? readJson(body) : body;

/** `{"auth":{…}}`, or the members themselves where the body is plain JSON (docs/wire/admin.md, getting a token). */
const credentialsIn = (body: unknown, contentType: string): Readonly<Record<string, unknown>> | undefined => {
  if (!isObject(body)) return undefined;
  if (isObject(body['auth'])) return body['auth'];
  const isFlat = 'username' in body || 'password' in body;
  return isFlat && !contentType.startsWith(jsonApiType) ? body : undefined;
};

/** Exchanges a name and a password for a token. */
export const loginHandler = (logIns: LogIns, tokens: AdminTokens): AdminHandlersOf<Actions> => ({
  createToken: {
    serve: async ({ request, reply }) => {
      const contentType = request.headers['content-type'] ?? '';
      const sent = credentialsIn(bodyIn(request.body, contentType), contentType);
      if (sent === undefined) {
        void reply.code(400).header('cache-control', 'no-cache').send({ status: 400, error: 'Bad Request' });
        return;
      }
      // Nothing of what a stranger sends is called: class-transformer would, by the name of `constructor`.
      const { username, password, code } = sent;
      const credentials = Object.assign(new CredentialsBody(), { username, password, ...(code != null && { code }) });
      if ((await validate(credentials)).length > 0) throw new RequestProblem({ code: 'login-failed' });
      const user = await logIns.admit({
        username: credentials.username,
        password: credentials.password,
        address: clientAddress(request),
        code: credentials.code,
      });
      void reply
        .code(201)
        .header('cache-control', 'no-store')
        .send({ jwt: tokens.issue(user) });
    },
  },
});
