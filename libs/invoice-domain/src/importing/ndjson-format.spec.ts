import { describe, expect, it } from '@jest/globals';
import { ndjsonFormat } from './ndjson-format.js';
import { transactionTable } from '../usage/transaction-columns.js';

const fieldsOf = (line: string, unknown: 'refused' | 'ignored' = 'refused') =>
  ndjsonFormat(transactionTable, unknown).read(Buffer.from(line), 0, true)?.fields;

describe('a line of NDJSON', () => {
  it('gives numbers as they are written, digit by digit', () => {
    expect(fieldsOf('{"amount": 0.100000000000000000000000000001, "account_id": 74}')).toEqual([
      null,
      '74',
      null,
      '0.100000000000000000000000000001',
      null,
      null,
    ]);
  });

  it('gives text without its escapes', () => {
    expect(fieldsOf(String.raw`{"description":"a\u00e9\n\"b\"", "service_id" : null}`)).toContain('aé\n"b"');
  });

  it('may hold, in text, what only looks like an end of line', () => {
    expect(fieldsOf('{"description":"a\u0085b\u2028c\u007f"}')).toContain('a\u0085b\u2028c\u007f');
    expect(fieldsOf('{"description":"a\tb"}')).toBe('the line is not JSON');
  });

  it('has fields of the ledger’s names only, unless others are to be ignored', () => {
    expect(fieldsOf('{"colour":"red"}')).toBe('"colour" is no column of transactions');
    expect(fieldsOf('{"colour":"red","amount":1}', 'ignored')).toContain('1');
  });

  it('says which name was meant, also where others are to be ignored', () => {
    const reason = '"acount_id" is no column of transactions. Did you mean "account_id"?';
    expect(fieldsOf('{"acount_id":74}')).toBe(reason);
    expect(fieldsOf('{"acount_id":74}', 'ignored')).toBe(reason);
    expect(fieldsOf('{"acount_id":74,"account_id":75}', 'ignored')).toContain('75');
  });

  it.each([
    ['[1]', 'the line is not a JSON object'],
    ['7', 'the line is not a JSON object'],
    ['{"amount":01}', 'the line is not JSON'],
    ['{"amount":1', 'the line is not JSON'],
    ['{"amount":1}}', 'the line is not JSON'],
    ['{"amount":"\\x"}', 'the line is not JSON'],
    ['{"amount":{"value":1}}', 'a member is neither text, a number, a flag nor null'],
    ['{"amount":[1]}', 'a member is neither text, a number, a flag nor null'],
    ['{"amount":1,"amount":2}', '"amount" is given more than once'],
  ])('%s: %s', (line, reason) => {
    expect(fieldsOf(line)).toBe(reason);
  });

  it('may be empty', () => {
    expect(fieldsOf('  ')).toBeUndefined();
    expect(fieldsOf('{}')).toEqual([null, null, null, null, null, null]);
  });
});
