import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '@org/tools/testing';
import fc from 'fast-check';
import { jsonApiType } from './support/admin-requests.js';
import { existing, fuzzedActions, type ActionRequest, type FuzzedAction } from './support/action-requests.js';
import { startTestApp, tokens, type TestApp } from './support/test-app.js';
import { runs } from '@org/invoice-domain/testing';

let server: TestApp;

beforeAll(async () => {
  server = await startTestApp();
});

afterAll(() => server.close());

/** Requests for each action. */
const requestsOfEach = runs(40);

/** Different answers of each action at least: of a few requests all may be refused alike, as most of them are. */
const leastStatuses = requestsOfEach < 200 ? 1 : 2;

/** Milliseconds: a busy machine may take its time. */
const patience = 60_000 + 100 * requestsOfEach;

type Headers = Readonly<Record<string, string>>;

/** Ids by the address of their list. */
const lists = new Map<string, readonly string[]>();

/** The ids of what a list shows; none where there is no list. */
const idsAt = async (path: string, headers: Headers): Promise<readonly string[]> => {
  const known = lists.get(path);
  if (known !== undefined) return known;
  const answer = await server.send(path, { headers });
  const { data } = answer.status === 200 ? (answer.json() as { readonly data: unknown }) : { data: [] };
  const ids = Array.isArray(data) ? (data as readonly { readonly id: string }[]).map(({ id }) => id) : [];
  lists.set(path, ids);
  return ids;
};

/** The path with ids of records that there are. */
const filled = async (path: string, headers: Headers): Promise<string> => {
  let done = path;
  for (const [place, collection = '', index] of path.matchAll(existing)) {
    const ids = await idsAt(`${done.slice(0, done.indexOf(place))}${collection}`, headers);
    done = done.replace(place, `${collection}/${ids[Number(index) % ids.length] ?? '1'}`);
  }
  return done;
};

const send = async (request: ActionRequest, credentials: Headers): Promise<Answer> => {
  const { path, method, headers, body } = request;
  return server.send(await filled(path, credentials), {
    method,
    headers: { ...credentials, ...headers, ...(body !== undefined && { 'content-length': Buffer.byteLength(body) }) },
    ...(body !== undefined && { body }),
  });
};

/** Members that an error has in every API. */
const always = ['code', 'status', 'title'];

/** Fault in the form of a refusal; undefined when it is in the words of its API. */
const formFault = (answer: Answer, { action, dialect }: FuzzedAction): string | undefined => {
  const { status, headers, body } = answer;
  const [type = ''] = headers['content-type']?.split(';') ?? [];
  const plain = action.answers.kind === 'report' ? action.answers.plainErrors?.[status] : undefined;
  if (plain !== undefined && type in plain) return undefined;
  if (body === '') return status === 401 && dialect.bodiless.size > 0 ? undefined : 'a refusal without a word';
  if (type !== jsonApiType) return `a refusal of the type ${type}`;
  const { errors } = answer.json() as { readonly errors: readonly Readonly<Record<string, unknown>>[] };
  if (Number(errors[0]?.['status']) !== status) return 'a refusal with another status';
  const strange = errors.find((error) => {
    const members = Object.keys(error);
    const declared = dialect.errorMembers.filter((member) => members.includes(member));
    return members.join() !== declared.join() || always.some((member) => !members.includes(member));
  });
  return strange && `an error with other members: ${JSON.stringify(strange)}`;
};

/** Every request to an action is done, or refused in the API's own format, and the server does not fail. */
const survives = async (fuzzed: FuzzedAction, credentials: () => Headers): Promise<ReadonlySet<number>> => {
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(fuzzed.requests, async (request) => {
      const answer = await send(request, credentials());
      statuses.add(answer.status);
      const { status, body } = answer;
      const fault = status >= 500 ? 'the server failed' : status >= 400 ? formFault(answer, fuzzed) : undefined;
      expect({ status, body, fault }).toEqual({ status, body, fault: undefined });
    }),
    { numRuns: requestsOfEach },
  );
  return statuses;
};

const named = (api: 'admin' | 'reseller') => fuzzedActions(api).map((one) => [one.name, one] as const);

/** Other actions may have ended the tokens of the user who asks, or taken his rights away. */
const restoreUser = (): Promise<unknown> =>
  server.database.dataSource.query(
    `UPDATE admin_users SET active = true, role = 'owner', token_generation = 0, allowed_ips = NULL WHERE id = 139`,
  );

describe('whatever an action is asked, it is done or refused in the API’s own words', () => {
  // First, since actions of the admin API may revoke the token.
  it.each(named('reseller'))(
    '%s of the reseller API',
    async (_, fuzzed) => {
      const statuses = await survives(fuzzed, () => ({ 'x-api-token': tokens.root }));
      expect(statuses.size).toBeGreaterThanOrEqual(leastStatuses);
    },
    patience,
  );

  it.each(named('admin'))(
    '%s of the admin API',
    async (_, fuzzed) => {
      await restoreUser();
      const statuses = await survives(fuzzed, () => ({ authorization: server.adminToken() }));
      expect(statuses.size).toBeGreaterThanOrEqual(leastStatuses);
    },
    patience,
  );
});
