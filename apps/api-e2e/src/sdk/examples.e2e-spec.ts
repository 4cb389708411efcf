import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { runPackage, runScript, type Outcome } from '../openapi/programs.js';
import { DemoWorld } from '../support/demo-world.js';
import { demoEnvironment } from './demo-environment.js';

const example = (name: string): string =>
  fileURLToPath(new URL(`../../../../libs/sdk/examples/${name}.mjs`, import.meta.url));

let world: DemoWorld;
let database: pg.Client;
let directory: string;

beforeAll(async () => {
  world = await DemoWorld.start();
  database = new pg.Client(world.databaseUrl);
  await database.connect();
});

afterAll(async () => {
  await database.end();
  await world.stop();
});

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'org-invoices-examples-'));
});

afterEach(() => rm(directory, { recursive: true, force: true }));

const run = (name: string, args: readonly string[], environment: Readonly<Record<string, string>> = {}) =>
  runScript(example(name), args, { ...demoEnvironment(world), ...environment });

it('the examples of the SDK are typed', async () => {
  const strict = ['--allowJs', '--checkJs', '--noEmit', '--strict', '--skipLibCheck', '--types', 'node'];
  const target = ['--target', 'es2023', '--module', 'nodenext', '--ignoreConfig'];
  const files = [example('export-month'), example('nightly-approval-report')];

  expect(await runPackage('typescript', [...strict, ...target, ...files])).toEqual({ succeeded: true, output: '' });
});

describe('the export of a month', () => {
  const exported = (month: string, environment?: Readonly<Record<string, string>>): Promise<Outcome> =>
    run('export-month', [month, join(directory, 'month.csv')], environment);

  const linesOf = async (): Promise<readonly string[]> =>
    (await readFile(join(directory, 'month.csv'), 'utf8')).split('\r\n').slice(0, -1);

  it('holds every invoice that starts in it, with all digits of its amounts', async () => {
    const { rows } = await database.query<{ readonly line: string }>(
      `SELECT concat_ws(',', id, currency, trim_scale(amount_spent), trim_scale(amount_earned), trim_scale(total)) AS line
       FROM invoices WHERE starts_at >= '2025-09-01 00:00Z' AND starts_at < '2025-10-01 00:00Z' ORDER BY invoices.id`,
    );
    const { output } = await exported('2025-09');
    const [head, ...lines] = await linesOf();
    const amounts = lines.map((line) => line.split(',')).map((fields) => [fields[0], ...fields.slice(-4)].join(','));

    expect(rows).toHaveLength(57);
    expect(output).toMatch(/\[#{40}\] 57\/57\n$/);
    expect(head).toBe('id,reference,state,account,from,to,currency,spent,earned,total');
    expect(amounts.toSorted()).toEqual(rows.map(({ line }) => line).toSorted());
    expect(await readdir(directory)).toEqual(['month.csv']);
  });

  it('quotes what would break a line apart', async () => {
    await database.query(`UPDATE accounts SET name = $1 WHERE id = 906`, ['Smith, "Sons"\nand daughters']);
    await exported('2021-01');

    expect((await linesOf()).slice(1)).toEqual([
      expect.stringMatching(/^3973,003661,approved,"Smith, ""Sons""\nand daughters",2021-01-31T/),
    ]);
  });

  it('of a month without invoices is a line of names', async () => {
    expect(await exported('1999-12')).toMatchObject({ succeeded: true });
    expect(await linesOf()).toHaveLength(1);
  });

  it('leaves no file behind when it fails, and says why', async () => {
    expect(await exported('2025-09', { ORG_INVOICES_PASSWORD: 'no' })).toEqual({
      succeeded: false,
      output: 'The user name or the password is wrong.\n',
    });
    expect(await exported('2025-13')).toMatchObject({ succeeded: false, output: expect.stringMatching(/^Usage/) });
    expect(await readdir(directory)).toEqual([]);
  });
});

describe('the nightly report', () => {
  it('sums up what waits for approval, by reseller and currency', async () => {
    const { rows } = await database.query<{ readonly line: string }>(
      `SELECT format('  %s %s on %s %s', currency, trim_scale(sum(total)), count(*),
         CASE count(*) WHEN 1 THEN 'invoice' ELSE 'invoices' END) AS line
       FROM invoices WHERE state <> 'approved' AND reseller_id < 10 GROUP BY currency ORDER BY currency`,
    );
    const { succeeded, output } = await run('nightly-approval-report', ['1']);
    const [resellers = '', all = ''] = output.split('All of them\n');

    expect(succeeded).toBe(true);
    expect(all).toBe(rows.map(({ line }) => `${line}\n`).join(''));
    expect(resellers.match(/^\S.*$/gm)).toHaveLength(9);
    expect(resellers).toContain('Ararat Online (4)\n  nothing\nHimal Networks (5)\n  NPR 65733.39 on 1 invoice\n');
  });

  it('says which reseller it cannot look into', async () => {
    expect(await run('nightly-approval-report', ['10'])).toEqual({
      succeeded: false,
      output: 'There is no reseller 10, or not for this token.\n',
    });
  });
});
