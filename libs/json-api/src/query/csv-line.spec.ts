import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { csvFields } from './csv-line.js';

describe('a CSV line', () => {
  it.each<[string, readonly string[]]>([
    ['', []],
    ['a', ['a']],
    ['a,b', ['a', 'b']],
    ['a,,b', ['a', '', 'b']],
    [',', ['', '']],
    ['a,', ['a', '']],
    [' a , b ', [' a ', ' b ']],
    ['"a,b",c', ['a,b', 'c']],
    ['"say ""hi"""', ['say "hi"']],
    ['""', ['']],
    ['"","a"', ['', 'a']],
    ['""""', ['"']],
    ['a,"b\nc"', ['a', 'b\nc']],
    ['service-data.service,account', ['service-data.service', 'account']],
  ])('%j holds the fields %j', (line, fields) => {
    expect(csvFields(line)).toEqual(fields);
  });

  it.each(['"', 'a"', 'a"b', '"a', '"a"b', '"a" ,b', ' "a"', 'a,"b', '"""', '"a""', 'a,b"c"'])(
    '%j is malformed: a quote is stray or not closed',
    (line) => {
      expect(csvFields(line)).toBeUndefined();
    },
  );

  it('gives back what was quoted and joined', () => {
    const field = fc.string({ unit: fc.constantFrom('a', ',', '"', ' ', '\n', '.', 'ї') });
    fc.assert(
      fc.property(fc.array(field, { minLength: 1 }), (fields) => {
        const line = fields.map((one) => `"${one.replaceAll('"', '""')}"`).join(',');
        expect(csvFields(line)).toEqual(fields);
      }),
    );
  });

  it('gives back what was joined bare when no field needs quotes', () => {
    const field = fc.string({ unit: fc.constantFrom('a', '-', '.', ' ') });
    fc.assert(
      fc.property(field, fc.array(field, { minLength: 1 }), (first, others) => {
        const fields = [first, ...others];
        expect(csvFields(fields.join(','))).toEqual(fields);
      }),
    );
  });

  it('is read in time that grows with its length', () => {
    expect(csvFields(`"${'""'.repeat(200_000)}`)).toBeUndefined();
    expect(csvFields(`${'"",'.repeat(200_000)}"`)).toBeUndefined();
  });
});
