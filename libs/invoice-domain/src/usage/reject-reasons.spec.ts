import { describe, expect, it } from '@jest/globals';
import { cdrTable } from './cdr-columns.js';
import { RowChunks, type Reading } from '../importing/row-chunks.js';
import { remark, rejectsMark } from '../importing/remarks.js';
import { UnreadableUsage } from '../importing/row-format.js';
import { transactionTable } from './transaction-columns.js';
import type { KnownIds, UsageTable } from '../importing/usage-table.js';

const known: KnownIds = { accounts: new Set([74]), countries: new Set([1]), networks: new Set([1]) };

const chunksIn = (table: UsageTable, file: string, how: Partial<Reading> = {}) => [
  ...new RowChunks({ table, format: 'csv', unknownColumns: 'refused', known, ...how }).read(Buffer.from(file), true),
];

const rejectsOf = (table: UsageTable, file: string) =>
  chunksIn(table, file).flatMap(({ rejects }) => rejects.map(({ line, reason }) => [line, reason]));

const good: Readonly<Record<string, string>> = {
  id: '1',
  time_start: '2026-01-05T10:00:00Z',
  is_last_cdr: 't',
  duration: '60',
};

const reasonOf = (change: Readonly<Record<string, string>>) => {
  const row = { ...good, ...change };
  return rejectsOf(cdrTable, `${Object.keys(row).join()}\n${Object.values(row).join()}\n`)[0]?.[1];
};

describe('a call is rejected, and the reason given is', () => {
  it.each([
    [{ id: '' }, 'id is missing'],
    [{ id: '1.5' }, 'id is not a whole number: "1.5"'],
    [{ id: '9223372036854775808' }, 'id is too large: "9223372036854775808"'],
    [{ time_start: '' }, 'time_start is missing'],
    [
      { time_start: '2026-01-05 10:00:00' },
      'time_start has no time zone: an offset such as Z or +02:00 is needed: "2026-01-05 10:00:00"',
    ],
    [{ time_start: 'yesterday' }, 'time_start is not a time as ISO 8601 writes it: "yesterday"'],
    [{ time_start: 'infinity' }, 'time_start is not a time as ISO 8601 writes it: "infinity"'],
    [{ time_start: '2026-02-29T10:00:00Z' }, 'time_start is not a day of the calendar: "2026-02-29T10:00:00Z"'],
    [{ time_start: '2026-02-28T24:00:00Z' }, 'time_start is not a time of day: "2026-02-28T24:00:00Z"'],
    [
      { time_start: '2026-02-28T10:00:00+16:00' },
      'time_start has an offset that no zone has: "2026-02-28T10:00:00+16:00"',
    ],
    [
      { time_start: '2026-01-05T10:00:00.1234567Z' },
      'time_start is finer than a microsecond: "2026-01-05T10:00:00.1234567Z"',
    ],
    [{ time_start: '1999-12-31T10:00:00Z' }, 'time_start is not in the years 2000 to 2099: "1999-12-31T10:00:00Z"'],
    [{ is_last_cdr: 'maybe' }, 'is_last_cdr is neither true nor false: "maybe"'],
    [{ duration: '-1' }, 'duration is negative: "-1"'],
    [{ duration: '9223372036854775807' }, 'duration is longer than ten years: "9223372036854775807"'],
    [{ customer_duration: '315360001' }, 'customer_duration is longer than ten years: "315360001"'],
    [{ vendor_duration: '1e6' }, 'vendor_duration is not a whole number: "1e6"'],
    [{ customer_price: '1000000000000000' }, 'customer_price is too large: "1000000000000000"'],
    [{ vendor_price: '1e15' }, 'vendor_price is too large: "1e15"'],
    [{ vendor_price: '1e-31' }, 'vendor_price has more than 30 decimals: "1e-31"'],
    [{ destination_next_rate: '-1e99' }, 'destination_next_rate is too large: "-1e99"'],
    [{ dialpeer_next_rate: '1e-99' }, 'dialpeer_next_rate has more than 30 decimals: "1e-99"'],
    [{ customer_price: '1,5'.replace(',', ';') }, 'customer_price is not a decimal number: "1;5"'],
    [{ customer_price: 'NaN' }, 'customer_price is not a decimal number: "NaN"'],
    [{ customer_price: '-0.01' }, 'customer_price is negative: "-0.01"'],
    [{ vendor_price: '1'.repeat(101) }, `vendor_price has more than 100 characters: "${'1'.repeat(60)}…"`],
    [{ customer_account_id: '75' }, "customer_account_id names none of the ledger's accounts: 75"],
    [{ vendor_acc_id: '75' }, "vendor_account_id names none of the ledger's accounts: 75"],
    [{ customer_account_id: '2147483648' }, 'customer_account_id is too large: "2147483648"'],
    [{ dst_country_id: '2' }, "dst_country_id names none of the ledger's countries: 2"],
    [{ dst_network_id: '2' }, "dst_network_id names none of the ledger's networks: 2"],
    [{ customer_price: '0.50' }, 'customer_account_id is missing, and nobody would owe customer_price: "0.50"'],
    [
      { customer_account_id: '', customer_price: '1e-9' },
      'customer_account_id is missing, and nobody would owe customer_price: "1e-9"',
    ],
    [{ destination_prefix: 'a\0b' }, 'destination_prefix holds a NUL character: "a\\u0000b"'],
    [{ id: 'x', duration: 'y' }, 'id is not a whole number: "x"; duration is not a whole number: "y"'],
  ])('%j', (change, reason) => {
    expect(reasonOf(change)).toBe(reason);
  });

  it('none for a row that is merely unusual', () => {
    expect(
      reasonOf({
        id: '-1',
        time_start: '2024-02-29 10:00:00.000001-0330',
        is_last_cdr: 'TRUE',
        duration: '""',
        customer_price: '-0.0',
        vendor_price: '1e-7',
      }),
    ).toBe('duration is missing');
    expect(
      reasonOf({
        id: '-1',
        time_start: '2024-02-29 10:00:00.000001-0330',
        customer_account_id: '74',
        customer_price: '1e-7',
      }),
    ).toBeUndefined();
  });

  it('none for a call without an account that costs nothing, or costs the vendor alone', () => {
    expect(reasonOf({ customer_price: '0.00' })).toBeUndefined();
    expect(reasonOf({ customer_account_id: '', customer_price: '', vendor_price: '1' })).toBeUndefined();
  });

  it('none for a price that nobody owes, where that is allowed', () => {
    const row = { ...good, customer_price: '5.00' };
    const file = `${Object.keys(row).join()}\n${Object.values(row).join()}\n`;
    expect(chunksIn(cdrTable, file, { allowsNoAccount: true })).toMatchObject([{ rows: 1, rejects: [] }]);
  });

  it('none for a number that is at its limit', () => {
    const limits = { duration: '315360000', vendor_price: '999999999999999.9', dialpeer_next_rate: '-1e-30' };
    expect(reasonOf(limits)).toBeUndefined();
  });

  it('the number of its fields', () => {
    expect(rejectsOf(cdrTable, `${Object.keys(good).join()}\n1,2\n`)).toEqual([
      [2, 'the row has 2 fields instead of 4'],
    ]);
  });

  it('told with the line on which the row begins', () => {
    const header = `${Object.keys(good).join()},destination_prefix`;
    const row = Object.values(good).join();
    const file = `${header}\n${row},"two\nlines"\n\n${row},1\nbad\n${row},"\n`;
    expect(rejectsOf(cdrTable, file)).toEqual([
      [6, 'the row has 1 fields instead of 5'],
      [7, 'a quote is not closed'],
    ]);
  });
});

describe('a transaction is rejected, and the reason given is', () => {
  const header = 'uuid,account_id,amount,created_at';

  it.each([
    [',74,1,2026-01-01T00:00:00Z', 'uuid is missing'],
    ['17,74,1,2026-01-01T00:00:00Z', 'uuid is not a UUID: "17"'],
    ['3f2b8c1e-0000-4000-8000-000000000001,74,0.00,2026-01-01T00:00:00Z', 'amount is zero: "0.00"'],
    [
      '3f2b8c1e-0000-4000-8000-000000000001,74,-1000000000000000.5,2026-01-01T00:00:00Z',
      'amount is too large: "-1000000000000000.5"',
    ],
    ['3f2b8c1e-0000-4000-8000-000000000001,,1,2026-01-01T00:00:00Z', 'account_id is missing'],
    [
      '3f2b8c1e-0000-4000-8000-000000000001,74,1,2026-01-01T00:00:00',
      'created_at has no time zone: an offset such as Z or +02:00 is needed: "2026-01-01T00:00:00"',
    ],
  ])('%s: %s', (row, reason) => {
    expect(rejectsOf(transactionTable, `${header}\n${row}\n`)).toEqual([[2, reason]]);
  });
});

describe('a file is refused as a whole', () => {
  it.each([
    ['', 'There is nothing in it.'],
    ['id,colour,time_start\n', 'It names "colour", which cdrs do not have.'],
    ['id;time_start\n', 'It names "id;time_start", which cdrs do not have.'],
    ['id,id,time_start,is_last_cdr,duration\n', 'The first line names "id" more than once.'],
    [
      'id,time_start,duration,is_last_cdr,customer_acc_id,customer_account_id\n',
      'names "customer_account_id" more than once',
    ],
    ['id,duration\n', 'The first line lacks "time_start", "is_last_cdr".'],
    ['id,customer_acc,duration\n', 'which cdrs do not have. Did you mean "customer_account_id"?'],
    ['"id\n', 'The first line has to name the columns: a quote is not closed.'],
  ])('%j: %s', (file, message) => {
    expect(() => chunksIn(cdrTable, file)).toThrow(UnreadableUsage);
    expect(() => chunksIn(cdrTable, file)).toThrow(message);
  });

  it.each([
    ['customer_acc', 'customer_account_id'],
    ['custmer_price', 'customer_price'],
    ['dst_netwrk_id', 'dst_network_id'],
  ])('for %s, also when it was told to ignore what it does not know: it was meant to be %s', (name, column) => {
    const file = `${Object.keys(good).join()},${name}\n`;
    expect(() => chunksIn(cdrTable, file, { unknownColumns: 'ignored' })).toThrow(`Did you mean "${column}"?`);
  });

  it('but not for a column that is like another one which is there too', () => {
    const names = 'customer_id,customer_acc_id,customer_price';
    const file = `${Object.keys(good).join()},${names}\n${Object.values(good).join()},9,74,1\n`;
    expect(chunksIn(cdrTable, file, { unknownColumns: 'ignored' })).toMatchObject([{ rows: 1, rejects: [] }]);
  });

  it('but not for columns that it was told to ignore', () => {
    const [chunk] = chunksIn(cdrTable, `colour,${Object.keys(good).join()}\nred,${Object.values(good).join()}\n`, {
      unknownColumns: 'ignored',
    });
    expect(chunk?.copy.toString()).toBe(`${Object.values(good).join()}\n`);
  });
});

describe('a file that may be written still', () => {
  const header = `${Object.keys(good).join()},customer_account_id,customer_price\n`;
  const row = (price: string) => `${Object.values(good).join()},74,${price}`;

  const read = (file: string, how: Partial<Reading>) => {
    const rows = new RowChunks({ table: cdrTable, format: 'csv', unknownColumns: 'refused', known, ...how });
    const chunks = [...rows.read(Buffer.from(file), true)];
    return { taken: chunks.map(({ copy }) => copy.toString()).join(''), line: rows.unfinishedLine };
  };

  it('loses its last row without a line end, and says where it begins', () => {
    const file = `${header}${row('0.10')}\n${row('1')}`;
    expect(read(file, { mayBeUnfinished: true })).toEqual({ taken: `${row('0.10')}\n`, line: 3 });
    expect(read(file, {})).toEqual({ taken: `${row('0.10')}\n${row('1')}\n`, line: undefined });
  });

  it('loses no row that has its line end, and none for blanks at the end', () => {
    expect(read(`${header}${row('1')}\r\n`, { mayBeUnfinished: true }).line).toBeUndefined();
    expect(read(`${header}${row('1')}\n\r`, { mayBeUnfinished: true }).line).toBeUndefined();
  });

  it('loses a last row of NDJSON alike', () => {
    const file = `${JSON.stringify({ ...good, duration: 60 })}\n{"id":2,"time_start":"2026-01-05T10:00:00Z"`;
    expect(read(file, { format: 'ndjson', mayBeUnfinished: true }).line).toBe(2);
  });

  it.each(['csv', 'ndjson'] as const)('never has a part of a row taken for the whole, wherever %s is cut', (format) => {
    const calls = ['0.10', '12.50'].map((price) => ({ ...good, customer_account_id: '74', customer_price: price }));
    const lines = calls.map((call) => (format === 'csv' ? row(call.customer_price) : JSON.stringify(call)));
    const file = `${format === 'csv' ? header : ''}${lines.join('\n')}\n`;
    const whole = read(file, { format }).taken.split('\n');
    const [start] = format === 'csv' ? [header.length] : [0];
    for (let end = start + 1; end <= file.length; end += 1) {
      const { taken } = read(file.slice(0, end), { format, mayBeUnfinished: true });
      const rows = taken.split('\n').filter((one) => one !== '');
      expect(rows).toEqual(whole.slice(0, file.slice(start, end).split('\n').length - 1));
    }
  });
});

describe('a file of rejects', () => {
  const names = Object.keys(good).join();
  const row = Object.values(good).join();
  const marks = `${rejectsMark}\n${remark}Mend the rows.\n`;

  it.each([
    ['as it was written', `${marks}${names}\n${remark}line 4: id is missing\n${row}\n`],
    ['with line ends of another system', `${marks}${names}\n${row}\n`.replaceAll('\n', '\r\n')],
    [
      'with its marks in quotes, as a program for tables writes them',
      `"${rejectsMark}"\n${names}\n"${remark}line 4: bad"\n${row}\n`,
    ],
  ])('comes in once it is mended, %s', (_, file) => {
    const [chunk] = chunksIn(cdrTable, file);
    expect(chunk?.copy.toString().trim()).toBe(row);
    expect(chunk?.rejects).toEqual([]);
  });

  it('that is not mended is rejected by the lines that it has itself', () => {
    expect(rejectsOf(cdrTable, `${marks}${names}\n${remark}line 9: bad\nbad\n`)).toEqual([
      [5, 'the row has 1 fields instead of 4'],
    ]);
  });

  it('is none without its first line: what looks like a mark is a row then', () => {
    expect(rejectsOf(cdrTable, `${names}\n${remark}line 9: bad\n`)).toEqual([[2, 'the row has 1 fields instead of 4']]);
  });
});
