import { describe, expect, it } from '@jest/globals';
import { cdrTable } from '../../usage/cdr-columns.js';
import { transactionTable } from '../../usage/transaction-columns.js';
import { builtInMappings } from './built-in/index.js';
import { parseMapping } from './parse-mapping.js';

const required = `
  id: id
  time_start: start
  is_last_cdr: true
  duration: seconds
`;

const faultOf = (text: string): string => {
  try {
    parseMapping(text, cdrTable);
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing is wrong with it';
};

const faultOfColumns = (columns: string): string => faultOf(`columns:${required}${columns}`);

describe('a mapping', () => {
  it.each([...builtInMappings])('is built in and right: %s', (_, text) => {
    expect(parseMapping(text, cdrTable).description).not.toBe('');
  });

  it('may be JSON', () => {
    const columns = { id: 1, time_start: { from: 2 }, is_last_cdr: true, duration: ['a', 'b'] };
    expect(faultOf(JSON.stringify({ columns: { ...columns, duration: 3 } }))).toBe('nothing is wrong with it');
    expect(faultOf(JSON.stringify({ columns }))).toContain('columns.duration has to be an object');
  });

  it('is for any table that rows come into', () => {
    const columns = {
      uuid: 'id',
      account_id: { value: 5 },
      amount: { from: 'total', decimal: 'comma' },
      created_at: 'at',
    };
    const { columns: read } = parseMapping(JSON.stringify({ columns }), transactionTable);
    expect(read.map(({ column }) => column.name)).toEqual(['uuid', 'account_id', 'amount', 'created_at']);
  });

  it('keeps the digits of numbers as they are written', () => {
    const { columns } = parseMapping(
      `columns:${required}  customer_price: { value: 0.10 }\n  destination_prefix: { from: to, lookup: { 0044: 0044, 1e3: 12345678901234567890 } }\n`,
      cdrTable,
    );
    const ruleOf = (name: string) => columns.find(({ column }) => column.name === name)?.rule;
    expect(ruleOf('customer_price')?.value).toBe('0.10');
    expect(ruleOf('destination_prefix')?.lookup).toEqual(
      new Map([
        ['0044', '0044'],
        ['1e3', '12345678901234567890'],
      ]),
    );
  });

  it('takes from the built-in one that it extends what it does not say itself, and may take columns away', () => {
    const { csv, columns, zone } = parseMapping(
      'extends: asterisk\nzone: Europe/Kyiv\ncsv: { delimiter: ";" }\ncolumns: { success: null, duration: duration }\n',
      cdrTable,
    );
    expect(csv).toMatchObject({ delimiter: ';', header: false, fields: [18, 21] });
    expect(zone?.zone).toBe('Europe/Kyiv');
    expect(columns.map(({ column }) => column.name)).toEqual([
      'id',
      'time_start',
      'is_last_cdr',
      'duration',
      'customer_account_id',
    ]);
    expect(columns.find(({ column }) => column.name === 'duration')?.rule.from).toEqual(['duration']);
  });
});

describe('what is wrong with a mapping', () => {
  it('is told all at once, with lines and paths', () => {
    const text =
      'colums: {}\ncsv:\n  delimiter: ab\n  quotes: dubled\nzone: Europe/Kiew\ncolumns:\n  success: { form: 1 }\n';
    expect(faultOf(text)).toBe(
      [
        'line 1: colums is no setting. Did you mean "columns"?',
        'line 3: csv.delimiter has to be one character of ASCII that is neither a letter, a digit nor a quote, such as ";" or "\\t".',
        'line 4: csv.quotes has to be doubled or unescaped or none. Did you mean "doubled"?',
        'line 5: zone has to be a time zone such as Europe/Kyiv, and "Europe/Kiew" is none.',
        'line 7: columns.success.form is no setting. Did you mean "from"?',
      ].join('\n  '),
    );
  });

  it.each([
    ['  custmer_price: x', 'line 6: columns.custmer_price is no column of cdrs. Did you mean "customer_price"?'],
    ['  colour: x', 'line 6: columns.colour is no column of cdrs.'],
    ['  success: { from: a, time: iso8601 }', 'line 6: columns.success.time is for columns that hold times.'],
    ['  success: { from: a, zone: UTC }', 'line 6: columns.success.zone is for columns that hold times.'],
    ['  success: { from: a, decimal: comma }', 'line 6: columns.success.decimal is for columns that hold decimals.'],
    [
      '  customer_price: { from: a, duration: clock }',
      'line 6: columns.customer_price.duration is for columns that hold seconds.',
    ],
    ['  dst_country_id: { from: a, hash: true }', 'line 6: columns.dst_country_id.hash is for columns that hold keys.'],
    [
      '  dst_country_id: { from: a, account: id }',
      'line 6: columns.dst_country_id.account is for columns that hold accounts.',
    ],
    ['  success: { from: a, value: 1 }', 'line 6: columns.success has to have either from or value.'],
    ['  success: { empty: 1 }', 'line 6: columns.success has to have either from or value.'],
    [
      '  success: { value: 1, empty: 0 }',
      'line 6: columns.success is the same for every row: beside value, nothing else is read.',
    ],
    ['  success: { from: a, otherwise: f }', 'line 6: columns.success.otherwise needs a lookup.'],
    [
      '  vendor_account_id: { from: a, lookup: 5 }',
      'line 6: columns.vendor_account_id.lookup has to be names with values.',
    ],
    ['  success: { from: [] }', 'line 6: columns.success.from has to list 1 to 20 of them.'],
    ['  success: { from: 1001 }', 'line 6: columns.success.from has to be a whole number from 1 to 1,000.'],
    ['  success: { from: 0 }', 'line 6: columns.success.from has to be a whole number from 1 to 1,000.'],
    [
      '  success: { from: a, lookup: { "NOT OK": [] } }',
      'line 6: columns.success.lookup["NOT OK"] has to be text, a number, true, false or null.',
    ],
    [
      '  customer_price: { from: a, sign: negated }',
      'line 6: columns.customer_price.sign has to be kept or turned or dropped.',
    ],
  ])('is told for %j', (columns, message) => {
    expect(faultOfColumns(columns)).toBe(message);
  });

  it.each([
    'YYYY-MM-DD',
    'DD.MM.YY HH:mm',
    'MM/DD/YYYY hh:mm',
    'MM/DD/YYYY HH:mm A',
    'MM/DD/YYYY HH:mm DD',
    'MMM MM DD YYYY HH:mm',
    'Tag DD.MM.YYYY HH:mm',
  ])('is told for a pattern of times that is none: %s', (pattern) => {
    expect(faultOf(`columns: { time_start: { from: a, time: "${pattern}" } }`)).toContain(
      'columns.time_start.time has to be iso8601, rfc2822, epoch_seconds, epoch_milliseconds or a pattern such as',
    );
  });

  it.each([
    ['columns: { id: id, duration: d }', 'line 1: columns lacks time_start, is_last_cdr.'],
    ['', 'the mapping has to be an object with extends, description,'],
    ['[]', 'the mapping has to be an object'],
    ['{}', 'columns lacks id, time_start, is_last_cdr, duration.'],
    ['extends: asterix', 'line 1: extends has to be one of asterisk, freeswitch,'],
    ['extends: asterix', 'Did you mean "asterisk"?'],
    ['extends: ./other.yml', 'line 1: extends has to be one of asterisk,'],
    ['extends: asterisk\ncsv: { header: true }', 'csv.names is for files without a header: "header: false".'],
    ['extends: asterisk\ncsv: { names: [a, b, a] }', 'line 2: csv.names names "a" more than once.'],
    [
      'extends: asterisk\ncolumns: { duration: bilsec }',
      'line 2: columns.duration.from is no column of csv.names: "bilsec". Did you mean "billsec"?',
    ],
    ['csv: { delimiter: "\\n" }', 'csv.delimiter has to be one character of ASCII'],
    ['csv: { delimiter: "\\"" }', 'csv.delimiter has to be one character of ASCII'],
    ['zone: 2', 'zone has to be a time zone'],
    ['a: [', 'Line 1 is no YAML: '],
    ['a: 1\na: 2', 'Line 2 is no YAML: Map keys must be unique'],
    ['a: &x 1\nb: *x', 'It refers to another place in it by an alias, which is not read.'],
    ['a: 1\n---\nb: 1', 'It has to hold one document.'],
    ['? [a]\n: 1', 'A name has to be text.'],
    ['[[[[[[[[[[[]]]]]]]]]]]', 'It is nested too deeply.'],
  ])('is told for %j', (text, message) => {
    expect(faultOf(text)).toContain(message);
  });

  it('is told where a key is hashed and made in another way besides', () => {
    for (const other of ['join: "-"', 'lookup: { a: 1 }'])
      expect(faultOf(`extends: asterisk\ncolumns: { id: { from: uniqueid, hash: true, ${other} } }`)).toBe(
        'line 2: columns.id is hashed as it is: neither lookup nor join is read beside hash.',
      );
  });

  it('is told twenty times, and then counted', () => {
    const text = Array.from({ length: 25 }, (_, index) => `strange${index}: 1\n`).join('');
    expect(faultOf(text).split('\n')).toHaveLength(21);
    expect(faultOf(text)).toMatch(/and 5 more\.$/);
  });

  it('may be that it is too long', () => {
    expect(faultOf(`a: ${'x'.repeat(1_048_576)}`)).toBe('It has more than 1,048,576 bytes.');
  });

  it('may be that it is nested without an end', () => {
    for (const part of ['- ', '{a: ', '? ']) expect(faultOf(part.repeat(1_000))).toBe('It is nested too deeply.');
    expect(faultOf('['.repeat(10_000))).toBe('It is nested too deeply.');
  });
});
