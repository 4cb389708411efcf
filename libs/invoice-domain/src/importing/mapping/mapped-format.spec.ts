import { describe, expect, it } from '@jest/globals';
import { readMapped } from '../testing/read-mapped.js';

const base = {
  columns: { id: 'id', time_start: { value: '2026-01-05T10:00:00Z' }, is_last_cdr: true, duration: { value: 60 } },
};

interface Settings {
  readonly columns?: Readonly<Record<string, unknown>>;
  readonly [setting: string]: unknown;
}

const read = (file: string, settings: Settings, blockBytes?: number) =>
  readMapped(
    file,
    JSON.stringify({ ...base, ...settings, columns: { ...base.columns, ...settings.columns } }),
    blockBytes,
  );

/** Value of a column, read from a file of one column `x` beside the id. */
const madeOf = async (column: string, rule: unknown, x: string, more: Settings = {}) => {
  const { rows, rejects } = await read(`id;x\n1;${x}\n`, {
    csv: { delimiter: ';' },
    ...more,
    columns: { [column]: rule },
  });
  return rows.length > 0 ? rows[0]?.[column] : rejects[0]?.[1];
};

describe('columns of a file', () => {
  it('are found by name, in any case, or by place', async () => {
    const columns = { id: ' Call ID ', destination_prefix: 1, success: 3 };
    const { rows } = await read('Prefix,call id,ok\n380,7,t\n', { columns });
    expect(rows).toMatchObject([{ id: '7', destination_prefix: '380', success: 't' }]);
  });

  it('have the names that the mapping gives them where the file has no header', async () => {
    const { rows } = await read('7,380\n8,381\n', {
      csv: { header: false, names: ['id', 'prefix'] },
      columns: { destination_prefix: 'prefix' },
    });
    expect(rows).toMatchObject([
      { id: '7', destination_prefix: '380' },
      { id: '8', destination_prefix: '381' },
    ]);
  });

  it('may be absent where the mapping says so', async () => {
    const columns = { success: 'ok?', destination_prefix: { from: ['a?', 'b'], join: '-' } };
    expect((await read('id,b\n7,380\n', { columns })).rows).toMatchObject([
      { success: null, destination_prefix: '380' },
    ]);
    expect((await read('id,b,a\n7,380,1\n', { columns })).rows).toMatchObject([{ destination_prefix: '1-380' }]);
  });

  it.each([
    [
      'Id,Durations\n',
      { duration: 'Duration' },
      'The file has no column "Duration", which the mapping reads. Did you mean "Durations"? It has: Id, Durations.',
    ],
    ['id,at\n', { duration: 'billsec' }, 'The file has no column "billsec", which the mapping reads. It has: id, at.'],
    ['id,a,A\n', { duration: 'a' }, 'The file names "a" more than once.'],
    ['id,a\n', { duration: 3 }, 'The file has 2 columns, and the mapping reads column 3.'],
    ['id,"a\n', { duration: 'a' }, 'The header cannot be read: a quote is not closed.'],
    ['', {}, 'There is nothing in it.'],
    ['\n\n', {}, 'There is nothing in it.'],
  ])('refuse the file %j as a whole when %j cannot be found', async (file, columns, message) => {
    await expect(read(file, { columns })).rejects.toThrow(message);
  });

  it('are as many in each row as in the header, or as the mapping says, or at least those that it reads', async () => {
    expect(await read('id,a\n7,1\n8\n9,1,2\n', {})).toMatchObject({
      rows: [{ id: '7' }],
      rejects: [
        [3, 'the row has 1 fields instead of 2'],
        [4, 'the row has 3 fields instead of 2'],
      ],
    });
    const counted = { csv: { header: false, fields: [2, 4] }, columns: { id: 1 } };
    expect(await read('7,1\n8,1,2\n9,1,2,3\n', counted)).toMatchObject({
      rows: [{ id: '7' }, { id: '9' }],
      rejects: [[2, 'the row has 3 fields instead of 2 or 4']],
    });
    expect(await read('7,1\n8\n9,1,2\n', { csv: { header: false }, columns: { id: 1, success: 2 } })).toMatchObject({
      rows: [{ id: '7' }, { id: '9' }],
      rejects: [[2, 'the row has 1 fields instead of at least 2']],
    });
  });
});

describe('lines that are no rows', () => {
  it('are skipped before the header and behind it, and still counted', async () => {
    const file = 'Exported by us\n\nid,x\nINTEGER,TEXT\n7,1\nbad,1\n';
    const { rows, rejects } = await read(file, { csv: { skip_before: 2, skip_after: 1 } });
    expect(rows).toMatchObject([{ id: '7' }]);
    expect(rejects).toEqual([[6, 'id is not a whole number: "bad"']]);
  });

  it('are left out by the value of a column, and counted', async () => {
    const file = 'id,sort\n7,1\n8,2\n9,\n10,1\n';
    expect(await read(file, { leave_out: { sort: [2, null] } })).toMatchObject({
      rows: [{ id: '7' }, { id: '10' }],
      rejects: [],
      leftOut: 2,
    });
  });

  it('are rejects when they have a value that is not expected', async () => {
    const { rows, rejects } = await read('id,unit\n7,USD\n8,EUR\n9,\n', { expect: { unit: ['USD', 'GBP'] } });
    expect(rows).toMatchObject([{ id: '7' }]);
    expect(rejects).toEqual([
      [3, 'unit is none of what the mapping expects, USD, GBP: "EUR"'],
      [4, 'unit is none of what the mapping expects, USD, GBP: ""'],
    ]);
  });
});

describe('the dialect of a file', () => {
  it.each([
    [';', 'id;x\n7;380\n'],
    ['\t', 'id\tx\n7\t380\n'],
    ['|', 'id|x\r\n7|"380"\r\n'],
  ])('has its delimiter: %j', async (delimiter, file) => {
    expect((await read(file, { csv: { delimiter }, columns: { destination_prefix: 'x' } })).rows).toMatchObject([
      { id: '7', destination_prefix: '380' },
    ]);
  });

  const prefixes = async (file: string, quotes: string) =>
    (await read(file, { csv: { quotes }, columns: { destination_prefix: 'x' } })).rows.map(
      (row) => row['destination_prefix'],
    );

  it('may leave quotes within quotes as they are', async () => {
    const file = 'x,id\n""Bob" <218>",7\n""Doe, John" <218>",7\n"say "x"",7\n"",7\nbare "x" too,7\n';
    expect(await prefixes(file, 'unescaped')).toEqual([
      '"Bob" <218>',
      '"Doe, John" <218>',
      'say "x"',
      null,
      'bare "x" too',
    ]);
  });

  it('may leave quotes within quotes as they are only up to the end of the line', async () => {
    const { rows, rejects } = await read('x,id\n"open,1\n"b",7\n', { csv: { quotes: 'unescaped' } });
    expect(rows).toMatchObject([{ id: '7' }]);
    expect(rejects).toEqual([[2, 'a quote stands where none may be']]);
  });

  it('may know no quotes', async () => {
    expect(await prefixes('id,x\n7,"5 inch\n', 'none')).toEqual(['"5 inch']);
    expect(await prefixes('id,x\n7,\n', 'none')).toEqual([null]);
  });

  it.each(['unescaped', 'none'])('with %s quotes refuses a row of more than 65,536 bytes alone', async (quotes) => {
    const { rows, rejects } = await read(`id,x\n${'9'.repeat(70_000)},1\n7,1\n`, { csv: { quotes } }, 30_000);
    expect(rejects).toEqual([[2, 'the row is longer than 65,536 bytes']]);
    expect(rows).toMatchObject([{ id: '7' }]);
  });
});

describe('a time', () => {
  const start = (x: string, rule: object, more: Settings = {}) => madeOf('time_start', { from: 'x', ...rule }, x, more);

  it.each([
    ['iso8601', '2026-03-05 10:00:00.25+02', '2026-03-05T10:00:00.25+02'],
    [
      'iso8601',
      '2026-03-05T10:00:00',
      'time_start has no time zone: an offset such as Z or +02:00 is needed: "2026-03-05T10:00:00"',
    ],
    ['iso8601', '05.03.2026 10:00', 'time_start is not a time as ISO 8601 writes it: "05.03.2026 10:00"'],
    ['rfc2822', 'Thu, 05 Mar 2026 10:00:00 +0000', '2026-03-05T10:00:00+0000'],
    ['rfc2822', '5 Mar 2026 10:00 GMT', '2026-03-05T10:00:00Z'],
    ['rfc2822', 'Thu, 05 Mar 2026 10:00:00 -0530 (IST)', '2026-03-05T10:00:00-0530'],
    ['rfc2822', 'Thu, 05 Mrz 2026 10:00:00 +0000', 'time_start names no month: "Thu, 05 Mrz 2026 10:00:00 +0000"'],
    [
      'rfc2822',
      'Thu, 05 Mar 2026 10:00:00 EST',
      'time_start is not a time as RFC 2822 writes it: "Thu, 05 Mar 2026 10:00:00 EST"',
    ],
    [
      'rfc2822',
      'Mon, 30 Feb 2026 10:00:00 +0000',
      'time_start is not a day of the calendar: "2026-02-30T10:00:00+0000"',
    ],
    ['epoch_seconds', '1772704800', '2026-03-05T10:00:00Z'],
    ['epoch_seconds', '1772704800.12', '2026-03-05T10:00:00.12Z'],
    ['epoch_seconds', '0', 'time_start is not in the years 2000 to 2099: "1970-01-01T00:00:00Z"'],
    ['epoch_seconds', '1772704800000', 'time_start is too late for a time in seconds since 1970: "1772704800000"'],
    ['epoch_seconds', '-5', 'time_start is not a time in seconds since 1970: "-5"'],
    ['epoch_milliseconds', '1772704800007', '2026-03-05T10:00:00.007Z'],
    ['epoch_milliseconds', '1772704800007.25', '2026-03-05T10:00:00.00725Z'],
    ['epoch_milliseconds', '7', 'time_start is not in the years 2000 to 2099: "1970-01-01T00:00:00.007Z"'],
    ['DD.MM.YYYY HH:mm:ss ZZ', '05.03.2026 10:00:00 +02:00', '2026-03-05T10:00:00+02:00'],
    ['D-MMM-YYYY H:mm ZZ', '5-mar-2026 9:05 Z', '2026-03-05T09:05:00Z'],
    [
      'YYYY/MM/DD HH:mm:ss',
      '2026/03/05 10:00',
      'time_start is not a time as the mapping writes it: "2026/03/05 10:00"',
    ],
  ])('as %s: %s', async (time, x, expected) => {
    expect(await start(x, { time })).toBe(expected);
  });

  it.each([
    ['12:00:00 AM', '2026-03-05T00:00:00Z'],
    ['12:30:00 pm', '2026-03-05T12:30:00Z'],
    ['11:59:59 PM', '2026-03-05T23:59:59Z'],
    ['13:00:00 PM', 'time_start is not a time of day: "3/5/2026 13:00:00 PM"'],
    ['00:00:00 AM', 'time_start is not a time of day: "3/5/2026 00:00:00 AM"'],
  ])('of the half of a day: %s', async (clock, expected) => {
    expect(await start(`3/5/2026 ${clock}`, { time: 'M/D/YYYY hh:mm:ss A', zone: 'UTC' })).toBe(expected);
  });

  it.each([
    ['Europe/Kyiv', '2026-03-05 10:00:00', '2026-03-05T08:00:00Z'],
    ['Europe/Kyiv', '2026-07-05 10:00:00.5', '2026-07-05T07:00:00.5Z'],
    ['Europe/Kyiv', '2026-03-05 10:00:00Z', '2026-03-05T10:00:00Z'],
    [
      'Europe/Kyiv',
      '2026-03-29 03:30:00',
      'time_start is a time that clocks in Europe/Kyiv leave out: "2026-03-29 03:30:00"',
    ],
    ['Europe/Kyiv', '2026-10-25 03:30:00', '2026-10-25T00:30:00Z'],
    ['America/Los_Angeles', '2026-11-01 01:30:00', '2026-11-01T08:30:00Z'],
    [
      'Australia/Lord_Howe',
      '2026-10-04 02:15:00',
      'time_start is a time that clocks in Australia/Lord_Howe leave out: "2026-10-04 02:15:00"',
    ],
    ['Asia/Kathmandu', '2026-03-05 00:00:00', '2026-03-04T18:15:00Z'],
    ['UTC', '2026-02-30 10:00:00', 'time_start is not a day of the calendar: "2026-02-30T10:00:00Z"'],
    ['UTC', '2026-02-03 24:00:00', 'time_start is not a time of day: "2026-02-03T24:00:00Z"'],
    ['UTC', '1999-02-03 20:00:00', 'time_start is not in the years 2000 to 2099: "1999-02-03T20:00:00Z"'],
  ])('without an offset is one of the zone %s: %s', async (zone, x, expected) => {
    expect(await start(x, {}, { zone })).toBe(expected);
  });

  it('of a column has the zone of the column, if it has one', async () => {
    expect(await start('2026-03-05 10:00:00', { zone: 'Asia/Tokyo' }, { zone: 'UTC' })).toBe('2026-03-05T01:00:00Z');
  });

  it('may stand in two columns', async () => {
    const columns = { time_start: { from: ['day', 'clock'], time: 'DD/MM/YYYY HH:mm:ss', zone: 'UTC' } };
    expect((await read('id,day,clock\n7,05/03/2026,10:00:00\n', { columns })).rows).toMatchObject([
      { time_start: '2026-03-05T10:00:00Z' },
    ]);
  });
});

describe('a price', () => {
  it.each<[object, string, string | null]>([
    [{}, '0.0130', '0.0130'],
    [{}, '1,5', 'customer_price is not a decimal number: "1,5"'],
    [{}, '1,234.56', 'customer_price is not a decimal number: "1,234.56"'],
    [{}, '-0.01', 'customer_price is negative: "-0.01"'],
    [{ decimal: 'comma' }, '0,0130', '0.0130'],
    [{ decimal: 'comma' }, '12', '12'],
    [
      { decimal: 'comma' },
      '1.234,56',
      'customer_price is not a decimal number with a comma and without marks of thousands: "1.234,56"',
    ],
    [
      { decimal: 'comma' },
      '1.5',
      'customer_price is not a decimal number with a comma and without marks of thousands: "1.5"',
    ],
    [
      { decimal: 'comma' },
      '1 234,56',
      'customer_price is not a decimal number with a comma and without marks of thousands: "1 234,56"',
    ],
    [{ sign: 'turned' }, '-0.0130', '0.0130'],
    [{ sign: 'turned' }, '0.5', 'customer_price is negative: "-0.5"'],
    [{ sign: 'turned' }, '-0.00', '0.00'],
    [{ sign: 'turned' }, '0.00', '0.00'],
    [{ sign: 'turned', decimal: 'comma' }, '-0,50', '0.50'],
    [{ sign: 'dropped' }, '-0.5', '0.5'],
    [{ sign: 'dropped' }, '+0.5', '0.5'],
    [{ empty: 0 }, '', '0'],
    [{}, '', null],
    [{}, '0.12345678901234567890123456789', '0.12345678901234567890123456789'],
  ])('read with %j from %j', async (rule, x, expected) => {
    expect(await madeOf('customer_price', { from: 'x', ...rule }, x)).toBe(expected);
  });
});

describe('a duration', () => {
  it.each([
    ['seconds', '67', '67'],
    ['seconds', '6.7', 'duration is not a whole number: "6.7"'],
    ['clock', '00:01:07', '67'],
    ['clock', '100:00:01', '360001'],
    ['clock', '01:07', 'duration is not hours, minutes and seconds: "01:07"'],
    ['clock', '00:60:00', 'duration is not hours, minutes and seconds: "00:60:00"'],
  ])('as %s: %s', async (duration, x, expected) => {
    expect(await madeOf('duration', { from: 'x', duration }, x)).toBe(expected);
  });
});

describe('a key of text', () => {
  const keyOf = (x: string, more: Settings = {}) => madeOf('id', { from: 'x', hash: true }, x, more);

  it('is a number of 63 bits, the same for the same text for ever', async () => {
    expect(await keyOf('CA0123456789abcdef0123456789abcdef')).toBe('6924505270916304879');
    expect(await keyOf('1772704800.12')).toBe(await keyOf(' 1772704800.12 '));
    for (const x of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
      const key = BigInt((await keyOf(x)) ?? '');
      expect(key >= 0n && key < 2n ** 63n).toBe(true);
    }
  });

  it('is another one for another source, and for the same text in other columns', async () => {
    const rule = { id: { from: ['a', 'b'], hash: true } };
    const { rows } = await read('a,b\n12,3\n1,23\n,123\n123,\n', { columns: rule });
    const keys = [...rows.map((row) => row['id']), await keyOf('123'), await keyOf('123', { source: 'x' })];
    expect(new Set(keys).size).toBe(6);
  });

  it('is none where there is no text', async () => {
    expect(await keyOf('')).toBe('id is missing');
  });
});

describe('a lookup', () => {
  const lookup = { ANSWERED: true, 'NO*': false, 'NO ANSWER*': null, '*BUSY': false };

  it.each<[string, string | null]>([
    ['ANSWERED', 'true'],
    ['NOTHING', 'false'],
    ['NO ANSWER', null],
    ['answered', 'success is not in the lookup of the mapping: "answered"'],
    ['BUSY', 'success is not in the lookup of the mapping: "BUSY"'],
  ])('finds what %s stands for', async (x, expected) => {
    expect(await madeOf('success', { from: 'x', lookup }, x)).toBe(expected);
  });

  it('has a value for everything else, and another one for nothing', async () => {
    const rule = { from: 'x', lookup, otherwise: false, empty: true };
    expect(await madeOf('success', rule, 'BUSY')).toBe('false');
    expect(await madeOf('success', rule, '')).toBe('true');
    expect(await madeOf('success', { ...rule, otherwise: null }, 'BUSY')).toBeNull();
  });

  it('may have a beginning that everything has', async () => {
    const rule = { from: 'x', lookup: { '+1': 74, '*': 75 } };
    expect(await madeOf('customer_account_id', rule, '+1')).toBe('74');
    expect(await madeOf('customer_account_id', rule, '+12')).toBe('75');
  });

  it('says what an account is called by third parties', async () => {
    const rule = { from: 'x', lookup: { 'SIP/a-*': 7400, 'SIP/b-*': 1 }, account: 'external_id' };
    expect(await madeOf('vendor_account_id', rule, 'SIP/a-0000001')).toBe('74');
    expect(await madeOf('vendor_account_id', rule, 'SIP/b-0000001')).toBe(
      'vendor_account_id is the external id of none of the accounts: "SIP/b-0000001"',
    );
  });
});

describe('a row', () => {
  it('is told everything that is wrong with it at once', async () => {
    const columns = { duration: { from: 'd', duration: 'clock' }, customer_account_id: 'a', success: 's' };
    const { rejects } = await read('id,d,a,s\nx,1m,76,\n', { columns });
    expect(rejects).toEqual([
      [
        2,
        'id is not a whole number: "x"; duration is not hours, minutes and seconds: "1m"; ' +
          "customer_account_id names none of the ledger's accounts: 76",
      ],
    ]);
  });

  it('has the same value of a constant as all others', async () => {
    expect((await read('id\n7\n8\n', { columns: { customer_account_id: { value: 74 } } })).rows).toMatchObject([
      { customer_account_id: '74', is_last_cdr: 'true', duration: '60' },
      { customer_account_id: '74' },
    ]);
  });
});
