import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvFields, csvReader, readCsvRow, rfc4180, type CsvReader } from './csv-row.js';

const rowsOf = (text: string, read: CsvReader = readCsvRow) => {
  const bytes = Buffer.from(text);
  const rows: unknown[] = [];
  for (let at = 0; at < bytes.length;) {
    const row = read(bytes, at, true);
    if (row === undefined) throw new Error('nothing more is to come');
    rows.push(row.fields);
    at = row.end;
  }
  return rows;
};

describe('a row of CSV', () => {
  it('has null where nothing stands, and empty text where nothing stands in quotes', () => {
    expect(csvFields('a,,"",b')).toEqual(['a', null, '', 'b']);
    expect(csvFields('"",')).toEqual(['', null]);
  });

  it('may hold commas, quotes and line breaks in quotes', () => {
    expect(rowsOf('"a,b","say ""x""","two\nlines"\nnext,1,2\r\n')).toEqual([
      ['a,b', 'say "x"', 'two\nlines'],
      ['next', '1', '2'],
    ]);
  });

  it('counts the lines that it takes', () => {
    expect(readCsvRow(Buffer.from('"1\n2\n3",x\n'), 0, true)).toMatchObject({ lines: 3, end: 10 });
  });

  it('needs no line break at the end of the file, and is incomplete without one before', () => {
    expect(readCsvRow(Buffer.from('a,b'), 0, true)).toMatchObject({ fields: ['a', 'b'] });
    expect(readCsvRow(Buffer.from('a,b'), 0, false)).toBeUndefined();
  });

  it('is refused when a quote stands within a bare field or behind a quoted one, and takes no other row along', () => {
    expect(rowsOf('a"b,c\n"a"b,c\ngood,row\n')).toEqual([
      'a quote stands where none may be',
      'a quote stands where none may be',
      ['good', 'row'],
    ]);
  });

  it('is refused alone when its quote is never closed', () => {
    expect(rowsOf('"open,1\ngood,row\n')).toEqual(['a quote is not closed', ['good', 'row']]);
  });

  it('is refused alone when its quote comes to an end within a later row', () => {
    expect(rowsOf('1,"open\n2,good\n3,"closed"\n')).toEqual(['a quote is not closed', ['2', 'good'], ['3', 'closed']]);
  });

  it('is refused alone when its quote comes to an end at a stray one, with whole rows between', () => {
    const read = csvReader(rfc4180, () => (fields) => fields === 2);
    expect(rowsOf('1,"open\n2,good\n3,stray"\n4,good\n', read)).toEqual([
      'a quote is not closed',
      ['2', 'good'],
      'a quote stands where none may be',
      ['4', 'good'],
    ]);
  });

  it('is refused alone when its quote takes it to a number of fields that no row has', () => {
    const read = csvReader(rfc4180, () => (fields) => fields === 2);
    expect(rowsOf('1,"open\n2",good,3\n4,good\n', read)).toEqual([
      'a quote is not closed',
      'a quote stands where none may be',
      ['4', 'good'],
    ]);
  });

  it('is refused when a field goes on over more than 32 lines', () => {
    expect(rowsOf(`1,"${'\n'.repeat(31)}"\n`)).toEqual([['1', '\n'.repeat(31)]]);
    expect(rowsOf(`1,"${'\n'.repeat(32)}"\n`)[0]).toBe('a quote is not closed');
  });

  it('is refused when it goes on for more than 65,536 bytes', () => {
    expect(rowsOf(`${'x'.repeat(70_000)}\na,b\n`)).toEqual(['the row is longer than 65,536 bytes', ['a', 'b']]);
    expect(readCsvRow(Buffer.from('x'.repeat(70_000)), 0, false)).toMatchObject({ isCut: true });
  });

  it('is refused when it is not UTF-8', () => {
    expect(readCsvRow(Buffer.from([0x61, 0xff, 0x0a]), 0, true)).toMatchObject({ fields: 'the row is not UTF-8' });
  });

  it('is read as an established reader reads it', () => {
    const field = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', ' ', 'é') });
    fc.assert(
      fc.property(fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }), (rows) => {
        const quoted = (value: string) => `"${value.replaceAll('"', '""')}"`;
        const text = rows.map((row) => `${row.map(quoted).join(',')}\n`).join('');
        expect(rowsOf(text)).toEqual(parse(text, { relax_column_count: true }));
      }),
    );
  });
});
