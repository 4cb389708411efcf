import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createSampleLedger, type TestDatabase } from '@org/invoice-domain/testing';
import { appendFile, copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { runIngest } from './support/ingest-command.js';

const cases = fileURLToPath(new URL('cases/', import.meta.url));

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createSampleLedger();
});

afterAll(() => database.drop());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'org-invoices-ingest-'));
  await database.dataSource.query('TRUNCATE cdrs');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const ingest = (...given: readonly string[]) => runIngest(database.url, folder, ['cdrs', ...given]);

const put = (name: string, content: string | Buffer) => writeFile(join(folder, name), content);
const textOf = (name: string) => readFile(join(folder, name), 'utf8');
const putCase = (name: string, as = name) => copyFile(join(cases, name), join(folder, as));

const kept = async () => {
  const [found] = await database.dataSource.query<readonly { calls: number; price: string | null }[]>(
    'SELECT count(*)::integer AS calls, sum(customer_price)::text AS price FROM cdrs',
  );
  return found;
};

const header = 'id,time_start,customer_account_id,is_last_cdr,duration,customer_price\n';
const row = (id: number, price = '1.00') => `${id},2026-03-05T10:00:00Z,75,t,60,${price}\n`;

describe('npm run ingest, of a file with an unclosed quote,', () => {
  it('rejects the row that has it, and takes the others', async () => {
    await putCase('stray-quote.csv');
    const { code, out } = await ingest('stray-quote.csv');
    expect(code).toBe(3);
    expect(out).toContain('101 read, 100 added, 0 already there, 1 rejected');
    expect(await textOf('stray-quote.csv.rejects.csv')).toContain('#! line 3: a quote is not closed\n7000002,');
  });
});

describe('npm run ingest, of a file that is being written,', () => {
  it('leaves the last row for when it has its end, and then takes its whole price', async () => {
    await putCase('upload-in-progress.csv', 'calls.csv');
    const early = await ingest('calls.csv');
    expect(early.code).toBe(3);
    expect(early.out).toContain('1 read, 1 added');
    expect(early.out).toContain('line 3, the last one, has no line end and is left out');
    expect(await kept()).toEqual({ calls: 1, price: '0.10' });

    await putCase('upload-complete.csv', 'calls.csv');
    expect(await ingest('calls.csv')).toMatchObject({ code: 0 });
    expect(await kept()).toEqual({ calls: 2, price: '12.60' });
  });

  it('takes the last row when it is told that the file is whole', async () => {
    await put('calls.csv', `${header}${row(1).trimEnd()}`);
    expect(await ingest('calls.csv', '--final')).toMatchObject({ code: 0 });
    expect(await kept()).toEqual({ calls: 1, price: '1.00' });
  });

  it('says in JSON on which line the unfinished row begins', async () => {
    await put('calls.csv', `${header}${row(1)}${row(2).trimEnd()}`);
    const { out } = await ingest('--json', 'calls.csv');
    expect(JSON.parse(out)).toMatchObject({ files: [{ added: 1, unfinishedLine: 3 }] });
  });

  it('refuses a file that grows while it is read, even when it is said to be whole', async () => {
    const rows = Array.from({ length: 60_000 }, (_, index) => row(index + 1));
    await put('calls.csv', `${header}${rows.join('')}`);
    let isRunning = true;
    const end = ingest('calls.csv', '--final').finally(() => (isRunning = false));
    while (isRunning) {
      await appendFile(join(folder, 'calls.csv'), '\n');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const { code, err } = await end;
    expect(code).toBe(1);
    expect(err).toContain('The file was written to while it was read.\nSend it again once it is written');
    const { out } = await ingest('calls.csv');
    expect(out).toContain('60,000 read');
    expect(await kept()).toMatchObject({ calls: 60_000 });
  });
});

describe('npm run ingest, of numbers and columns that cannot be meant,', () => {
  it('rejects an absurd duration', async () => {
    await putCase('poison-duration.csv');
    expect(await ingest('poison-duration.csv')).toMatchObject({ code: 3 });
    expect(await textOf('poison-duration.csv.rejects.csv')).toContain('duration is longer than ten years');
    expect(await kept()).toEqual({ calls: 1, price: '0.01' });
  });

  it('refuses a mistyped column although others are ignored', async () => {
    await putCase('typo-column.csv');
    const { code, err } = await ingest('typo-column.csv', '--ignore-unknown-columns');
    expect(code).toBe(2);
    expect(err).toContain('Did you mean "customer_account_id"?');
    expect(await kept()).toMatchObject({ calls: 0 });
  });

  it('rejects calls with a price that nobody owes, unless they are allowed', async () => {
    await put('calls.csv', 'id,time_start,is_last_cdr,duration,customer_price\n1,2026-03-05T10:00:00Z,t,60,5.00\n');
    expect(await ingest('calls.csv')).toMatchObject({ code: 3 });
    expect(await ingest('calls.csv', '--allow-no-account')).toMatchObject({ code: 0 });
    expect(await kept()).toEqual({ calls: 1, price: '5.00' });
  });
});

describe('npm run ingest, of the same calls in another precision,', () => {
  it('rejects them, so that they are not billed twice, unless they are to be taken', async () => {
    await putCase('export-full.csv');
    await putCase('export-rounded.csv');
    expect(await ingest('export-full.csv')).toMatchObject({ code: 0 });
    const rounded = await ingest('export-rounded.csv');
    expect(rounded.code).toBe(3);
    expect(rounded.out).toContain('3 read, 0 added, 0 already there, 3 rejected');
    expect(await textOf('export-rounded.csv.rejects.csv')).toContain('it may be the same one');
    expect(await kept()).toEqual({ calls: 3, price: '3.00' });
    expect(await ingest('export-rounded.csv', '--accept-same-ids')).toMatchObject({ code: 0 });
    expect(await kept()).toEqual({ calls: 6, price: '6.00' });
  });
});

describe('npm run ingest, of a file whose sender says what it comes to,', () => {
  it('takes it if it does, and else nothing of it', async () => {
    await put('calls.csv', `${header}${row(1, '1.10')}${row(2, '2.20')}`);
    const short = await ingest('calls.csv', '--expect-rows', '3', '--expect-sum', '5.50');
    expect(short.code).toBe(2);
    expect(short.err).toContain(
      'calls.csv: it has 2 rows instead of 3; customer_price of its good rows comes to 3.3 instead of 5.5. Nothing of it was taken.',
    );
    expect(await ingest('calls.csv', '--expect-sum', '3.31')).toMatchObject({ code: 2 });
    expect(await kept()).toMatchObject({ calls: 0 });
    expect(await ingest('calls.csv', '--expect-rows', '2', '--expect-sum', '3.30')).toMatchObject({ code: 0 });
    expect(await kept()).toEqual({ calls: 2, price: '3.30' });
  });
});

describe('npm run ingest, of rejects,', () => {
  it('takes them once they are mended, as they are, and rejects the others again', async () => {
    await put('calls.csv', `${header}${row(1)}2,yesterday,75,t,60,2.00\n3,tomorrow,75,t,60,3.00\n`);
    await ingest('calls.csv');
    await put('mended.csv', (await textOf('calls.csv.rejects.csv')).replaceAll('yesterday', '2026-03-05T10:00:00Z'));
    const { code, out } = await ingest('mended.csv');
    expect(code).toBe(3);
    expect(out).toContain('2 read, 1 added, 0 already there, 1 rejected');
    expect(await textOf('mended.csv.rejects.csv')).toContain(`\n${header}#! line 7: time_start is not a time`);
    expect(await kept()).toEqual({ calls: 2, price: '3.00' });
  });

  it('takes mended NDJSON and mended exports of other systems alike', async () => {
    await put('calls.ndjson', '{"id":1,"time_start":"?","is_last_cdr":true,"duration":1}\n');
    await ingest('calls.ndjson');
    const mended = (await textOf('calls.ndjson.rejects.ndjson')).replaceAll('?', '2026-03-05T10:00:00Z');
    await put('mended.ndjson', mended);
    expect(await ingest('mended.ndjson')).toMatchObject({ code: 0 });

    const map =
      'csv: { delimiter: ";", skip_before: 1 }\ncolumns: { id: no, time_start: at, is_last_cdr: { value: true }, duration: secs }\n';
    await put('own.yml', map);
    await put('export.csv', 'An export\nno;at;secs\n7;2026-03-05T10:00:00Z;a minute\n');
    await ingest('export.csv', '--map', 'own.yml');
    await put('again.csv', (await textOf('export.csv.rejects.csv')).replaceAll('a minute', '60'));
    expect(await ingest('again.csv', '--map', 'own.yml')).toMatchObject({ code: 0 });
    expect(await kept()).toMatchObject({ calls: 2 });
  });

  it('passes them over beside other files, and tries every file: the worst decides', async () => {
    await put('a.csv', `${header}bad\n`);
    await ingest('a.csv');
    await put('b.csv', 'colour\nred\n');
    await put('c.csv', `${header}bad\n${row(3)}`);
    const { code, out, err } = await ingest('a.csv.rejects.csv', 'missing.csv', 'b.csv', 'c.csv');
    expect(code).toBe(2);
    expect(err).toContain('a.csv.rejects.csv: passed over, as it holds rejects.');
    expect(err).toContain('missing.csv: there is no such file.');
    expect(err).toContain('b.csv: The first line has to name columns');
    expect(out).toContain('c.csv: 2 read, 1 added');
    expect(await textOf('c.csv.rejects.csv')).toContain('bad\n');
  });

  it('never replaces a file that holds none', async () => {
    await put('calls.csv', `${header}bad\n`);
    await put('letter.txt', 'Dear customer');
    const { code, err } = await ingest('calls.csv', '--rejects', 'letter.txt');
    expect(code).toBe(2);
    expect(err).toContain('letter.txt, which holds no rejects.');
    expect(await textOf('letter.txt')).toBe('Dear customer');
  });
});

describe('npm run ingest, of a damaged file,', () => {
  it('says what is in, and to get it anew', async () => {
    const rows = Array.from({ length: 60_000 }, (_, index) => row(index + 1));
    const whole = gzipSync(`${header}${rows.join('')}`);
    await put('calls.csv.gz', whole.subarray(0, whole.length - 1_000));
    const { code, err } = await ingest('calls.csv.gz');
    expect(code).toBe(1);
    expect(err).toContain('Get the file anew');
    expect(err).not.toContain('Send the same again');
    const told = /broke off when ([\d,]+) rows had been added/.exec(err)?.[1]?.replaceAll(',', '');
    expect(await kept()).toMatchObject({ calls: Number(told) });
    expect(Number(told)).toBeGreaterThan(0);
  });
});

describe('npm run ingest, where the database has room for one connection,', () => {
  it('takes the file over that one, and says so', async () => {
    const { dataSource, url } = database;
    await put('first.csv', header + row(7_400_001));
    expect((await ingest('first.csv')).code).toBe(0);
    const role = `narrow_${process.pid}`;
    await dataSource.query(`CREATE ROLE ${role} LOGIN PASSWORD 'narrow' CONNECTION LIMIT 1;
      GRANT ALL ON ALL TABLES IN SCHEMA public TO ${role}; GRANT ALL ON ALL SEQUENCES IN SCHEMA public TO ${role};
      GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO ${role}`);
    try {
      const narrow = new URL(url);
      [narrow.username, narrow.password] = [role, 'narrow'];
      await put('calls.csv', header + row(7_400_002));
      const { code, out, err } = await runIngest(narrow.href, folder, ['cdrs', 'calls.csv']);
      expect({ code, out, err }).toEqual({
        code: 0,
        out: expect.stringContaining('1 read, 1 added'),
        err: expect.stringContaining('One connection has to do: too many connections for role'),
      });
    } finally {
      await dataSource.query(`DROP OWNED BY ${role}; DROP ROLE ${role}`);
    }
  });
});
