import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { fileOfProgram } from '../support/programs.js';
import { createSampleLedger, type TestDatabase } from '@org/invoice-domain/testing';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { startPostgres } from '@org/tools/postgres';

jest.setTimeout(60_000);

const program = fileOfProgram('ingest');

let database: TestDatabase;
let folder: string;

beforeAll(async () => {
  database = await createSampleLedger();
});

afterAll(() => database.drop());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'org-invoices-ingest-'));
  await chmod(folder, 0o755);
  await database.dataSource.query('TRUNCATE cdrs');
});

afterEach(() => rm(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const start = (given: readonly string[], url: string | undefined = database.url): ChildProcess => {
  const env = { ...process.env, DATABASE_URL: url, INIT_CWD: folder };
  return spawn(process.execPath, [program, ...given], { cwd: folder, env });
};

const endOf = async (child: ChildProcess): Promise<Ended> => {
  let out = '';
  let err = '';
  child.stdout?.on('data', (some: Buffer) => (out += some.toString()));
  child.stderr?.on('data', (some: Buffer) => (err += some.toString()));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, out, err };
};

const ingest = (...given: readonly string[]): Promise<Ended> => endOf(start(given));

const put = (name: string, content: string | Buffer) => writeFile(join(folder, name), content);

const introduction =
  '#! rejects of npm run ingest\n#! Mend the rows and bring this file in by itself. Lines like these are passed over.\n';
const header = 'id,time_start,customer_account_id,is_last_cdr,duration';
const call = (id: number) => `${id},2026-01-05T10:00:00Z,74,t,${id % 3600}`;
const fileOf = (count: number, from = 1) =>
  `${[header, ...Array.from({ length: count }, (_, index) => call(from + index))].join('\n')}\n`;

const kept = async () => {
  const [found] = await database.dataSource.query<readonly { count: number; ids: string; durations: string }[]>(
    'SELECT count(*)::integer AS count, sum(id)::text AS ids, sum(duration)::text AS durations FROM cdrs',
  );
  return found;
};

const expected = (count: number) => {
  const ids = Array.from({ length: count }, (_, index) => index + 1);
  const sum = (values: readonly number[]) => String(values.reduce((total, value) => total + value, 0));
  return { count, ids: sum(ids), durations: sum(ids.map((id) => id % 3600)) };
};

describe('npm run ingest', () => {
  it('imports files and reports the outcome of the rows, and that nothing of the same file is new', async () => {
    await put('calls.csv', fileOf(100));
    const first = await ingest('cdrs', 'calls.csv');
    const second = await ingest('cdrs', 'calls.csv');

    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(
      /^calls\.csv: 100 read, 100 added, 0 already there, 0 rejected, \d+\.\d s, [\d,]+ rows\/s\n$/,
    );
    expect(second.code).toBe(0);
    expect(second.out).toMatch(/100 read, 0 added, 100 already there, 0 rejected, .* – nothing new\n$/);
  });

  it('tells formats by names, and gzip by what is in the file', async () => {
    await put('calls.ndjson', '{"id":201,"time_start":"2026-01-05T10:00:00Z","is_last_cdr":true,"duration":1}\n');
    await put('packed', gzipSync(fileOf(5)));
    const { code, out } = await ingest('cdrs', 'calls.ndjson', 'packed');
    expect(code).toBe(0);
    expect(out).toContain('calls.ndjson: 1 read, 1 added');
    expect(out).toContain('packed: 5 read, 5 added');
  });

  it('puts bad rows into a file with line and reason, imports the others, and ends with 3', async () => {
    await put('calls.csv', `${fileOf(2)}3,yesterday,74,t,"6,0"\n${call(4)}\n`);
    const { code, out } = await ingest('cdrs', 'calls.csv');

    expect(code).toBe(3);
    expect(out).toContain('4 read, 3 added, 0 already there, 1 rejected');
    expect(out).toContain(`rejects: ${join(folder, 'calls.csv.rejects.csv')}`);
    expect(await readFile(join(folder, 'calls.csv.rejects.csv'), 'utf8')).toBe(
      `${introduction}${header}\n` +
        '#! line 4: time_start is not a time as ISO 8601 writes it: "yesterday"; duration is not a whole number: "6,0"\n' +
        '3,yesterday,74,t,"6,0"\n',
    );
  });

  it('takes an old file of rejects away when there are none any more', async () => {
    await put('calls.csv', fileOf(1));
    await put('calls.csv.rejects.csv', `${introduction}of an earlier run\n`);
    await ingest('cdrs', 'calls.csv');
    await expect(readFile(join(folder, 'calls.csv.rejects.csv'))).rejects.toThrow('ENOENT');
  });

  it('sums several files up in a table, and tells programs everything in JSON', async () => {
    await put('january.csv', fileOf(1_200));
    await put('february.csv', `${fileOf(1)}bad\n`);
    const text = await ingest('cdrs', 'january.csv', 'february.csv');
    const json = await ingest('cdrs', '--json', 'january.csv', 'february.csv');

    expect([text.code, json.code]).toEqual([3, 3]);
    expect(text.out.split('\n').map((line) => line.replace(/ +\d+\.\d$/, ' S'))).toEqual(
      expect.arrayContaining([
        'file           read  added  already there  rejected  seconds',
        'january.csv   1,200  1,200              0         0 S',
        'february.csv      2      0              1         1 S',
        'all           1,202  1,200              1         1 S',
      ]),
    );
    expect(JSON.parse(json.out)).toEqual({
      files: [
        {
          name: 'january.csv',
          read: 1_200,
          added: 0,
          alreadyThere: 1_200,
          rejected: 0,
          seconds: expect.any(Number),
          rejects: null,
        },
        {
          name: 'february.csv',
          read: 2,
          added: 0,
          alreadyThere: 1,
          rejected: 1,
          seconds: expect.any(Number),
          rejects: join(folder, 'february.csv.rejects.csv'),
        },
      ],
    });
  });

  it('reads standard input', async () => {
    const child = start(['cdrs', '-']);
    child.stdin?.end(`${fileOf(3)}bad\n`);
    expect(await endOf(child)).toMatchObject({ code: 3 });
    expect(await readFile(join(folder, 'stdin.rejects.csv'), 'utf8')).toContain(
      '#! line 5: the row has 1 fields instead of 5\nbad\n',
    );
  });

  it('imports transactions, and moves balances once', async () => {
    const balance = async () => {
      const [found] = await database.dataSource.query<readonly { balance: string }[]>(
        'SELECT balance::text FROM accounts WHERE id = 74',
      );
      return Number(found?.balance);
    };
    const before = await balance();
    await put(
      'fees.csv',
      'uuid,account_id,amount,created_at\n3f2b8c1e-0000-4000-8000-000000000001,74,0.25,2026-01-01T00:00:00Z\n',
    );
    expect(await ingest('transactions', 'fees.csv', 'fees.csv')).toMatchObject({ code: 0 });
    expect(await balance()).toBe(before - 0.25);
  });

  it('imports commerce, from the subscription to its payment, and a second time nothing', async () => {
    await put(
      'subscriptions.csv',
      'external_key,account_id,plan_id,name,status,payment_model\ns1,75,9,Cloud PBX,active,postpay\ns0,76,9,Mail,active,postpay\n',
    );
    await put(
      'charges.ndjson',
      '{"external_key":"c1","account_id":75,"subscription_key":"s1","name":"Cloud PBX","description":"February","type":"Charge::Renew",' +
        '"status":"blocked","quantity":3,"duration":1,"operate_from":"2026-02-01","operate_to":"2026-03-01","unit_price":9.99}\n',
    );
    await put('taxes.csv', 'external_key,account_id,charge_key,name,value\nt1,75,c1,VAT,6.29\n');
    await put('corrections.csv', 'external_key,account_id,status,total\nk1,75,approved,-1\n');
    await put(
      'payments.csv.gz',
      gzipSync('external_key,account_id,document_id,status,initial_total\np1,75,P1,completed,50\n'),
    );
    const files = ['subscriptions.csv', 'charges.ndjson', 'taxes.csv', 'corrections.csv', 'payments.csv.gz'];
    const ended: Ended[] = [];
    for (const file of [...files, ...files]) ended.push(await ingest(file.replace(/\..*/, ''), file));

    expect(ended.map(({ code }) => code)).toEqual([3, 0, 0, 0, 0, 3, 0, 0, 0, 0]);
    expect(ended.map(({ out }) => /\d+ added/.exec(out)?.[0])).toEqual([
      ...files.map(() => '1 added'),
      ...files.map(() => '0 added'),
    ]);
    expect(await readFile(join(folder, 'subscriptions.csv.rejects.csv'), 'utf8')).toBe(
      `${introduction}external_key,account_id,plan_id,name,status,payment_model\n#! line 3: account_id names none of the ledger's accounts: 76\ns0,76,9,Mail,active,postpay\n`,
    );
    const [found] = await database.dataSource.query<readonly { balance: string }[]>(
      'SELECT trim_scale(balance)::text AS balance FROM accounts WHERE id = 75',
    );
    expect(found?.balance).toBe('14.74');
  });

  it('names everything that it imports in its help', async () => {
    const { code, out } = await ingest('--help');
    expect(code).toBe(0);
    for (const kind of ['cdrs', 'transactions', 'subscriptions', 'charges', 'taxes', 'corrections', 'payments']) {
      expect(out).toContain(`npm run ingest -- ${kind} FILE…|-`);
    }
  });

  it.each([
    [[], 'Say what to bring in'],
    [['calls', 'x.csv'], 'Say what to bring in'],
    [['cdrs'], 'Say from which files'],
    [['cdrs', 'x.csv', '--fast'], 'Unknown option'],
    [['cdrs', 'x.csv', '--format', 'xml'], '--format is csv or ndjson, not xml.'],
    [['cdrs', 'x.csv', 'y.csv', '--rejects', 'z.csv'], '--rejects is for one file at a time.'],
    [['cdrs', 'x.csv', '--rejects', 'x.csv'], 'The rejects would overwrite the file that they come from.'],
    [['cdrs', 'missing.csv'], 'missing.csv: there is no such file.'],
  ])('ends with 2 for %j', async (given, message) => {
    const { code, err } = await ingest(...given);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('ends with 2 for a file whose columns it does not know, unless it may ignore them', async () => {
    await put('wide.csv', 'colour,id,time_start,is_last_cdr,duration\nred,1,2026-01-05T10:00:00Z,t,1\n');
    const { code, err } = await ingest('cdrs', 'wide.csv');
    expect(code).toBe(2);
    expect(err).toContain('wide.csv: The first line has to name columns of cdrs');
    expect(await ingest('cdrs', 'wide.csv', '--ignore-unknown-columns')).toMatchObject({ code: 0 });
  });

  it('ends with 1 when the database is away, or holds no ledger', async () => {
    await put('calls.csv', fileOf(1));
    const url = new URL(database.url);
    url.port = '1';
    expect(await endOf(start(['cdrs', 'calls.csv'], url.href))).toMatchObject({ code: 1 });
    url.port = new URL(database.url).port;
    url.pathname = '/postgres';
    const { code, err } = await endOf(start(['cdrs', 'calls.csv'], url.href));
    expect(code).toBe(1);
    expect(err).toContain('There is no ledger in this database');
  });

  it('goes on after a SIGKILL at any moment when the same file is sent again: nothing twice, nothing lost', async () => {
    await put('calls.csv', fileOf(120_000));
    for (const milliseconds of [350, 600, 850]) {
      const child = start(['cdrs', 'calls.csv']);
      const killed = setTimeout(() => child.kill('SIGKILL'), milliseconds + Math.random() * 150);
      await once(child, 'close');
      clearTimeout(killed);
    }
    const { code, out } = await ingest('cdrs', 'calls.csv');
    expect(code).toBe(0);
    expect(out).toContain('120,000 read');
    expect(await kept()).toEqual(expected(120_000));
  });

  it('imports one file once when two processes send it at once', async () => {
    await put('calls.csv', fileOf(70_000));
    const [one, two] = await Promise.all([
      ingest('cdrs', 'calls.csv'),
      ingest('cdrs', 'calls.csv', '--rejects', 'other.csv'),
    ]);
    expect([one.code, two.code]).toEqual([0, 0]);
    expect(await kept()).toEqual(expected(70_000));
  });

  it('says what was added when the connection breaks', async () => {
    const child = start(['cdrs', '-']);
    const end = endOf(child);
    child.stdin?.on('error', () => undefined);
    child.stdin?.write(fileOf(70_000));
    await until(async () => ((await kept())?.count ?? 0) > 0);
    await database.dataSource.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'org-invoices-ingest'`,
    );
    child.stdin?.end(fileOf(70_000, 70_001).slice(header.length + 1));
    const { code, err } = await end;
    expect(code).toBe(1);
    expect(err).toMatch(/broke off when [\d,]+ rows had been added\./);
    expect(err).toContain('Send the same again: nothing is added twice.');
  });
});

const until = async (isSo: () => Promise<boolean>) => {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 20));
};

describe('without DATABASE_URL, npm run ingest', () => {
  it('starts the private PostgreSQL, and shares it with a process that runs it already', async () => {
    await put('calls.csv', 'id,time_start,is_last_cdr,duration\n1,2026-01-05T10:00:00Z,t,1\n');
    const environment: NodeJS.ProcessEnv = { ...process.env, INIT_CWD: folder };
    delete environment['DATABASE_URL'];
    const run = () => endOf(spawn(process.execPath, [program, 'cdrs', 'calls.csv'], { cwd: folder, env: environment }));

    const alone = await run();
    expect(alone).toMatchObject({ code: 0 });
    expect(alone.out).toContain('1 added');

    const cluster = await startPostgres({ directory: join(folder, '.data', 'postgres') });
    const shared = await run();
    await cluster.stop();
    expect(shared).toMatchObject({ code: 0 });
    expect(shared.err).toContain('The private PostgreSQL runs already');
    expect(shared.out).toContain('1 already there');
  });
});
