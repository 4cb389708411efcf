import { describe, expect, it } from '@jest/globals';
import { Decimal } from '@org/kernel';
import fc from 'fast-check';
import { shopDialect } from '../../test/shop-dialect.js';
import { RequestProblem, type Problem } from '../problem.js';
import { Registry } from '../registry.js';
import { snakeCase } from '../wire.js';
import type { FaultWords } from './body-fault.js';
import { flatBody } from './flat-body.js';
import { optionalMember } from './member.js';
import { listMember, objectMember } from './object-member.js';
import { amountMember, idMember, localDateMember, textMember } from './simple-members.js';

const registry = new Registry({ ...shopDialect, wireName: snakeCase }, []);
const context = { fileBytes: 1_000, id: undefined, zone: 'UTC' };

const bodyWith = (words: FaultWords = {}) =>
  flatBody(
    'Order',
    {
      name: textMember(),
      day: optionalMember(localDateMember()),
      amount: optionalMember(objectMember({ total: amountMember(), currency: textMember({ max: 3 }) })),
      lines: optionalMember(listMember({ chargeId: idMember() }, { max: 2 })),
    },
    { words },
  );

const read = (text: string, body = bodyWith()) => body.read(text, registry, context);

const problemsOf = (text: string, body = bodyWith()): readonly Problem[] => {
  try {
    read(text, body);
    return [];
  } catch (error) {
    if (error instanceof RequestProblem) return error.problems;
    throw error;
  }
};

/** Problems in short form: `member-not-allowed @ /colour`. */
const faultsIn = (body: unknown): readonly string[] =>
  problemsOf(JSON.stringify(body)).map((problem) =>
    'pointer' in problem ? `${problem.code} @ ${problem.pointer ?? '–'}` : problem.code,
  );

describe('a flat body', () => {
  it('becomes values that mean something, by their domain names', () => {
    const body = read(
      '{"name":"A","day":"2024-02-29","amount":{"total":"-0.10","currency":"USD"},"lines":[{"charge_id":7}]}',
    );

    expect(String(body.day)).toBe('2024-02-29');
    expect(body.amount?.total).toEqual(Decimal.of('-0.10'));
    expect(body.lines).toEqual([{ chargeId: 7 }]);
  });

  it('keeps every digit of a number', () => {
    const { amount } = read('{"name":"A","amount":{"total":12345678901234567890.1234567891,"currency":"USD"}}');

    expect(amount?.total.toString()).toBe('12345678901234567890.1234567891');
  });

  it.each(['', '{', 'null', '[]', '"text"', '1', '{"name":"A"}}', '\u0000'])('is not %j', (text) => {
    expect(problemsOf(text).map(({ code }) => code)).toEqual(['malformed-body']);
  });

  it.each([
    ['a member that is missing, by what should hold it', {}, ['missing-member @ ']],
    ['null for one', { name: null }, ['missing-member @ ']],
    ['a nested one that is missing', { name: 'A', amount: { total: '1' } }, ['missing-member @ /amount']],
    ['an unknown member', { name: 'A', colour: 1 }, ['member-not-allowed @ /colour']],
    ['an unknown nested one', { name: 'A', lines: [{ charge_id: 1, x: 2 }] }, ['member-not-allowed @ /lines/0/x']],
    ['one whose name has a meaning in pointers', { name: 'A', 'a/b~c': 1 }, ['member-not-allowed @ /a~1b~0c']],
    ['a number for text', { name: 1 }, ['invalid-member @ /name']],
    ['blanks for text', { name: ' ' }, ['invalid-member @ /name']],
    ['a NUL in text', { name: 'A\0' }, ['invalid-member @ /name']],
    ['half a character', { name: 'A\ud800' }, ['invalid-member @ /name']],
    ['text for an object', { name: 'A', amount: 'x' }, ['invalid-member @ /amount']],
    ['a number for an object', { name: 'A', amount: 5 }, ['invalid-member @ /amount']],
    ['a list for an object', { name: 'A', amount: [] }, ['invalid-member @ /amount']],
    ['an empty list', { name: 'A', lines: [] }, ['invalid-member @ /lines']],
    [
      'a list that is too long',
      { name: 'A', lines: [1, 2, 3].map((id) => ({ charge_id: id })) },
      ['invalid-member @ /lines'],
    ],
    ['an id that is text', { name: 'A', lines: [{ charge_id: '7' }] }, ['invalid-member @ /lines/0/charge_id']],
    ['a day that does not exist', { name: 'A', day: '2023-02-29' }, ['invalid-member @ /day']],
    ['the year 0', { name: 'A', day: '0000-01-01' }, ['invalid-member @ /day']],
    ['a time for a day', { name: 'A', day: '2023-02-01T00:00:00Z' }, ['invalid-member @ /day']],
    [
      'everything wrong at once',
      { day: 1, x: 1 },
      ['member-not-allowed @ /x', 'missing-member @ ', 'invalid-member @ /day'],
    ],
  ])('points at %s', (_, body, faults) => {
    expect([...faultsIn(body)].sort()).toEqual([...faults].sort());
  });

  it.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('has no member %s', (name) => {
    expect(problemsOf(`{"name":"A","${name}":{"x":1}}`)).toMatchObject([
      { code: 'member-not-allowed', pointer: `/${name}` },
    ]);
    expect(problemsOf(`{"name":"A","amount":{"total":"1","currency":"USD","${name}":1}}`)).toMatchObject([
      { code: 'member-not-allowed', pointer: `/amount/${name}` },
    ]);
  });

  it.each(['1e3', '.5', '1.', '+1', '0x10', 'NaN', '1,5', '', ' 1', '123456789012345678901', '1.12345678901'])(
    'takes %j for no amount',
    (total) => {
      expect(faultsIn({ name: 'A', amount: { total, currency: 'USD' } })).toEqual(['invalid-member @ /amount/total']);
    },
  );

  it('lets an action word what is missing', () => {
    expect(problemsOf('{}', bodyWith({ missing: 'parameters-missing' }))).toEqual([
      { code: 'refused', refusal: 'parameters-missing', detail: 'The member name is missing.', pointer: '' },
    ]);
  });

  it('tells no more faults than somebody would read', () => {
    const body = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`x${index}`, 1]));
    expect(faultsIn(body)).toHaveLength(20);
  });

  it('is refused when it is nested beyond measure, in objects or in lists', () => {
    for (const [open, close] of [
      ['{"a":', '}'],
      ['[', ']'],
    ] as const) {
      const text = `{"name":${open.repeat(100_000)}1${close.repeat(100_000)}}`;
      expect(problemsOf(text)).toMatchObject([{ code: 'malformed-body' }]);
    }
  });

  it('is read or refused, whatever it is', () => {
    fc.assert(
      fc.property(fc.json(), (text) => {
        for (const { code } of problemsOf(text)) expect(typeof code).toBe('string');
      }),
    );
    const likely = fc.record(
      { name: fc.anything(), day: fc.anything(), amount: fc.anything(), lines: fc.array(fc.anything()) },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(likely, (body) => {
        for (const { code } of problemsOf(fc.stringify(body))) expect(typeof code).toBe('string');
        for (const { code } of problemsOf(JSON.stringify(body, plainly))) expect(typeof code).toBe('string');
      }),
    );
  });
});

const plainly = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? String(value) : value);
