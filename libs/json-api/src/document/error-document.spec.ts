import { describe, expect, it } from '@jest/globals';
import { shopDialect } from '../../test/shop-dialect.js';
import type { Dialect } from '../dialect.js';
import type { ErrorObject } from '../problem.js';
import { refusalOf } from './error-document.js';

const answer = (status: number, title: string): ErrorObject => ({ title, status: String(status) });
/** Answers to the problems of these tests. */
const dialect: Dialect = {
  ...shopDialect,
  errors: {
    'bad-request': ({ detail }) => ({ ...answer(400, 'Bad request'), detail, code: 'BAD' }),
    unauthorized: () => answer(401, 'Who are you?'),
    'login-failed': () => answer(401, 'Wrong password'),
    forbidden: () => answer(403, 'Not you'),
    'record-not-found': ({ id }) => ({ ...answer(404, 'Not found'), detail: `<${id}> & co.`, code: '404' }),
    'unknown-parameter': ({ parameter }) => ({ ...answer(400, 'Unknown'), source: { parameter } }),
    unavailable: () => answer(503, 'Not now'),
    internal: () => answer(500, 'Our fault'),
  } as Partial<Dialect['errors']> as Dialect['errors'],
  bodiless: new Set(['unauthorized']),
  errorMembers: ['status', 'code', 'title', 'detail', 'source'],
  escapesHtmlInErrors: false,
};

describe('a refusal', () => {
  it('writes the members of an error in the order of the dialect, and leaves out what is not said', () => {
    expect(refusalOf(dialect, [{ code: 'bad-request', detail: 'no' }]).body).toBe(
      '{"errors":[{"status":"400","code":"BAD","title":"Bad request","detail":"no"}]}',
    );
    const other: Dialect = { ...dialect, errorMembers: ['title', 'detail', 'code', 'source', 'status'] };
    expect(refusalOf(other, [{ code: 'bad-request', detail: 'no' }]).body).toBe(
      '{"errors":[{"title":"Bad request","detail":"no","code":"BAD","status":"400"}]}',
    );
    expect(refusalOf(other, [{ code: 'unknown-parameter', parameter: 'page[x]' }]).body).toBe(
      '{"errors":[{"title":"Unknown","source":{"parameter":"page[x]"},"status":"400"}]}',
    );
  });

  it('writes no member that the dialect does not name', () => {
    const terse: Dialect = { ...dialect, errorMembers: ['status'] };
    expect(refusalOf(terse, [{ code: 'bad-request', detail: 'no' }]).body).toBe('{"errors":[{"status":"400"}]}');
  });

  it('holds every problem in order and has the status of the first', () => {
    const refusal = refusalOf(dialect, [{ code: 'forbidden' }, { code: 'unavailable' }, { code: 'internal' }]);
    expect(refusal.status).toBe(403);
    expect(refusal.body).toBe(
      '{"errors":[{"status":"403","title":"Not you"},{"status":"503","title":"Not now"},' +
        '{"status":"500","title":"Our fault"}]}',
    );
  });

  it('has no body where the dialect says nothing but the status', () => {
    expect(refusalOf(dialect, [{ code: 'unauthorized' }])).toEqual({ status: 401, body: '' });
    expect(refusalOf(dialect, [{ code: 'login-failed' }])).toEqual({
      status: 401,
      body: '{"errors":[{"status":"401","title":"Wrong password"}]}',
    });
  });

  it('escapes what HTML would read only where the dialect says so', () => {
    const notFound = { code: 'record-not-found', resource: 'book', id: '"7\'' } as const;
    expect(refusalOf(dialect, [notFound]).body).toContain('"detail":"<\\"7\'> & co."');
    const escaping: Dialect = { ...dialect, escapesHtmlInErrors: true };
    const { body } = refusalOf(escaping, [notFound]);
    expect(body).toContain('"detail":"\\u003c\\"7\'\\u003e \\u0026 co."');
    expect(JSON.parse(body)).toEqual(JSON.parse(refusalOf(dialect, [notFound]).body));
  });
});

/** The type checker proves these: a directive under which nothing is wrong is itself an error. */
describe('a dialect does not compile', () => {
  it('without an answer to every problem', () => {
    const others: Omit<Dialect['errors'], 'internal'> = dialect.errors;
    // @ts-expect-error -- nobody has said what to answer when the server itself fails
    const incomplete: Dialect = { ...dialect, errors: others };
    expect(incomplete).toEqual(dialect);
  });

  it('with an answer that is no error object', () => {
    const wrong: Dialect['errors'] = {
      ...dialect.errors,
      // @ts-expect-error -- the status is text, as JSON:API has it
      internal: () => ({ title: 'Our fault', status: 500 }),
    };
    expect(wrong.forbidden({ code: 'forbidden' })).toEqual({ title: 'Not you', status: '403' });
  });

  it('when it is silent about a problem that does not exist', () => {
    // @ts-expect-error -- no such problem
    const silent: Dialect = { ...dialect, bodiless: new Set(['teapot']) };
    expect(silent.bodiless.size).toBe(1);
  });
});
