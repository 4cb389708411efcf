import { describe, expect, it } from '@jest/globals';
import { readMapped } from '../testing/read-mapped.js';

const asterisk = (fields: readonly string[], more: readonly string[] = []) =>
  `${['"75"', '"100"', '"0044"', '"ctx"', '"""A, B"" <100>"', '"SIP/1"', ...fields, '"1772704800.12"', '""', ...more].join(',')}\n`;

const asteriskCall = (device: string, disposition: string, seconds = '60') =>
  asterisk([
    device,
    '"Dial"',
    '"x"',
    '"2026-03-05 10:00:00"',
    '""',
    '"2026-03-05 10:01:07"',
    '67',
    seconds,
    disposition,
    '"DOC"',
  ]);

const read = (file: string, name: string) => readMapped(file, `extends: ${name}`);

describe('the mapping of Asterisk', () => {
  it('keeps calls apart that one call made ring at several phones', async () => {
    const { rows } = await read(
      asteriskCall('"SIP/2"', '"ANSWERED"') + asteriskCall('"SIP/3"', '"NO ANSWER"', '0'),
      'asterisk',
    );
    expect(rows).toMatchObject([
      { customer_account_id: '75', success: 'true', duration: '60' },
      { customer_account_id: '75', success: 'false', duration: '0' },
    ]);
    expect(rows[0]?.['id']).not.toBe(rows[1]?.['id']);
  });

  it('reads the new columns, and refuses other numbers of them', async () => {
    const row = asteriskCall('"SIP/2"', '"ANSWERED"').trimEnd();
    const { rows, rejects } = await read(`${row},"","1772704800.11",3\n${row},""\n`, 'asterisk');
    expect(rows).toHaveLength(1);
    expect(rejects).toEqual([[2, 'the row has 19 fields instead of 18 or 21']]);
  });

  it('rejects an account code that is no id', async () => {
    const { rejects } = await read(asteriskCall('"SIP/2"', '"ANSWERED"').replace('"75"', '"acme"'), 'asterisk');
    expect(rejects).toEqual([[1, 'customer_account_id is not a whole number: "acme"']]);
  });
});

describe('the mappings of FreeSWITCH', () => {
  const legacy = (name: string, cause: string) =>
    `"75","218","919","default","${name}","sofia/x","","bridge","y","2026-03-05 07:01:49","","2026-03-05 07:27:13","1524","0","${cause}","","c60a",""\n`;

  it('read names with quotes and commas in them as the old template writes them', async () => {
    const file =
      legacy('"Doe, John" <218>', 'NORMAL_CLEARING') + legacy('5" disk', 'USER_BUSY') + legacy('', 'NO_ANSWER');
    const { rows, rejects } = await read(file, 'freeswitch-legacy');
    expect(rejects).toEqual([]);
    expect(rows.map((row) => row['success'])).toEqual(['true', 'false', 'false']);
  });

  it('refuse a file of the other template', async () => {
    const { rejects } = await read(legacy('x', 'NORMAL_CLEARING'), 'freeswitch');
    expect(rejects).toEqual([[1, 'the row has 18 fields instead of 15']]);
  });
});

describe('the mapping of CUCM', () => {
  const header =
    'cdrRecordType,globalCallID_callManagerId,globalCallID_callId,dateTimeOrigination,dateTimeConnect,duration';
  const types = 'INTEGER,INTEGER,INTEGER,INTEGER,INTEGER,INTEGER';

  it('leaves out lines of types, further headers and records of other sorts', async () => {
    const file = [
      header,
      types,
      '1,2,5,1772704800,1772704807,60',
      header,
      types,
      '2,2,6,1772704800,0,0',
      '1,2,7,1772704800,0,0',
    ];
    const { rows, leftOut } = await read(`${file.join('\n')}\n`, 'cucm');
    expect(rows).toMatchObject([
      { success: 'true', duration: '60' },
      { success: 'false', duration: '0' },
    ]);
    expect(leftOut).toBe(4);
  });

  it('tells the parts of a call apart by their own keys, where the file has them', async () => {
    const file = `${header},PKID\n1,2,5,1772704800,0,0,a\n1,2,5,1772704800,0,0,b\n`;
    const { rows } = await read(file, 'cucm');
    expect(new Set(rows.map((row) => row['id'])).size).toBe(2);
  });
});

describe('the mapping of 3CX', () => {
  it('reads a call that nobody took, and one that cost nothing', async () => {
    const call = (answered: string, cost: string) =>
      `Call 1,${answered}x,00:00:10,2026/03/05 10:00:00,${answered},2026/03/05 10:00:10,NoAnswer,Ext.1,1,Ext.1,,1,,,,,,${cost},,Chain\n`;
    const { rows, rejects } = await read(call('', '') + call('2026/03/05 10:00:01', '0'), '3cx');
    expect(rejects).toEqual([]);
    expect(rows).toMatchObject([
      { success: 'false', duration: '10', customer_price: null },
      { success: 'true', duration: '10', customer_price: '0' },
    ]);
  });
});

describe('the mapping of Twilio', () => {
  const header = 'Call Sid,Start Time,Duration,Price,Price Unit,Status\n';
  const at = '"Thu, 05 Mar 2026 10:00:00 +0000"';

  it('leaves out calls that are not over, and rejects prices in another currency', async () => {
    const file = `${header}a,${at},,,,in-progress\nb,${at},60,-0.5,EUR,completed\nc,${at},,,,busy\nd,${at},1,-0.00,USD,completed\n`;
    const { rows, rejects, leftOut } = await read(file, 'twilio');
    expect(leftOut).toBe(1);
    expect(rejects).toEqual([[3, 'Price Unit is none of what the mapping expects, USD, nothing: "EUR"']]);
    expect(rows).toMatchObject([
      { success: 'false', duration: '0', vendor_price: null },
      { success: 'true', duration: '1', vendor_price: '0.00' },
    ]);
  });
});

describe('the mapping of Yeti', () => {
  it('needs no more columns than a call does, in any order and case', async () => {
    const file = 'DURATION,id,time_start,is_last_cdr,customer_acc_id\n60,7,2026-03-05 10:00:00+02,f,75\n';
    expect((await read(file, 'yeti')).rows).toMatchObject([
      { id: '7', time_start: '2026-03-05T10:00:00+02', customer_account_id: '75', success: null, customer_price: null },
    ]);
  });
});
