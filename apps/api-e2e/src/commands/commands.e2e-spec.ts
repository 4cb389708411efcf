import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { contentsOf, createSampleLedger, type TestDatabase } from '@org/invoice-domain/testing';
import { callCommand, type Ended } from '../support/call-command.js';

const commands = ['admin', 'bill', 'verify', 'ingest'] as const;
type Command = (typeof commands)[number];

let database: TestDatabase;
let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'org-invoices-commands-'));
  database = await createSampleLedger();
});

afterAll(async () => {
  await database.drop();
  await rm(directory, { recursive: true, force: true });
});

const fileOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** @param preloaded options of Node before the program */
const call = (command: Command, given: readonly string[], preloaded: readonly string[] = []): Promise<Ended> =>
  callCommand({ command, given, preloaded, directory, databaseUrl: database.url });

/** Writes to standard error how many seconds of a processor the program took, and which of its modules were loaded. */
const measure = `data:text/javascript,${encodeURIComponent(
  `process.on('exit', () => {
     const { user, system } = process.cpuUsage();
     process.stderr.write(String((user + system) / 1e6));
   });`,
)}`;

describe.each(commands)('npm run %s', (command) => {
  it.each(['-h', '--help'])('tells with %s what it takes, in less than a second', async (option) => {
    const { code, stdout, stderr } = await call(command, [option], ['--import', measure]);

    expect(code).toBe(0);
    expect(stdout).toContain(`Usage: npm run ${command} -- `);
    expect(stdout).toMatch(/^ +--json +\S/m);
    expect(Number(stderr)).toBeGreaterThan(0);
    expect(Number(stderr)).toBeLessThan(1);
  });

  it('tells its version', async () => {
    const manifest = JSON.parse(readFileSync(fileOf('../../../api/package.json'), 'utf8')) as { version: string };

    expect(await call(command, ['--version'])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  it('ends with 2 for what it does not know, and says what it takes', async () => {
    const { code, stdout, stderr } = await call(command, ['--quickly']);

    expect(code).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^Unknown option '--quickly'\n/);
    expect(stderr).toContain('--json');
  });
});

describe('the result of a command', () => {
  it.each<[Command, string]>([
    ['bill', '--at'],
    ['verify', '--since'],
  ])('of %s is none when the moment has no offset', async (command, option) => {
    const { code, stderr } = await call(command, [option, '2026-02-01']);

    expect(code).toBe(2);
    expect(stderr).toContain(`${option} is not a moment with an offset`);
  });

  it.each<[string, readonly string[]]>([
    ['of usage', ['--at', '2026-02-01T05:30Z']],
    ['of sales', ['--sales', '--at', '2026-02-02T12:00Z']],
    ['of sales that tries parked accounts', ['--sales', '--retry-parked', '--at', '2026-02-02T12:00Z']],
    ['of services', ['--services']],
  ])('of a dry run %s is nothing in the database, not even the number that a sequence stands at', async (_, given) => {
    await database.dataSource.query(
      `UPDATE accounts SET next_invoice_at = '2026-02-01T00:00:00Z', next_invoice_type = 'autoFull', invoice_period_id = 4`,
    );
    const before = await contentsOf(database.dataSource);
    const { code, stdout } = await call('bill', [...given, '--dry-run']);

    expect([code, stdout]).toEqual([0, expect.stringMatching(/[1-9]/)]);
    expect(await contentsOf(database.dataSource)).toEqual(before);
  });

  it('of bill is a sentence, with an aligned table of what was used and invoiced, or JSON', async () => {
    const given = ['--at', '2026-02-01T05:30Z', '--dry-run'];
    const text = await call('bill', given);
    const json = await call('bill', [...given, '--json']);
    const report: unknown = JSON.parse(json.stdout);

    expect([text.code, json.code]).toEqual([0, 0]);
    expect(text.stdout).toMatch(/^\d+ due, \d+ invoices would be made\n/);
    expect(report).toMatchObject({ at: '2026-02-01T05:30:00Z', accountsCount: expect.any(Number) });
    expect(report).toHaveProperty('sums');
  });

  it('of bill --sales is a sentence, or JSON', async () => {
    expect(await call('bill', ['--sales', '--at', '2026-02-01T05:30Z'])).toMatchObject({ code: 0 });
    const { stdout } = await call('bill', ['--sales', '--at', '2026-02-01T05:30Z', '--json']);

    expect(JSON.parse(stdout)).toEqual({ doneCount: expect.any(Number), parkedCount: 0, failed: [] });
    expect(await call('bill', ['--sales', '--retry-parked'])).toMatchObject({ code: 0 });
  });

  it('of bill --services is a sentence, or JSON, and a dry run leaves the services due', async () => {
    const dryRun = await call('bill', ['--services', '--dry-run']);
    expect(dryRun).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+ renewals, .*: nothing is written/) });
    const { stdout } = await call('bill', ['--services', '--dry-run', '--json']);
    const planned: unknown = JSON.parse(stdout);
    expect(planned).toMatchObject({ renewedCount: expect.any(Number), failed: [] });

    expect(JSON.parse((await call('bill', ['--services', '--json'])).stdout)).toEqual(planned);
    expect(await call('bill', ['--services', '--at', '2026-02-01T05:30Z'])).toMatchObject({ code: 2 });
  });

  it('of verify is an aligned table of checks and findings, or JSON that says the same', async () => {
    const text = await call('verify', []);
    const json = await call('verify', ['--json']);
    const { findings } = JSON.parse(json.stdout) as {
      findings: { check: string; severity: string; message: string; advice: string | null }[];
    };
    const [head = '', ...lines] = text.stdout.trimEnd().split('\n');
    const [column, advice] = [head.indexOf('finding'), head.indexOf('what to do')];
    const errors = findings.filter(({ severity }) => severity === 'error').length;

    expect(errors).toBeGreaterThan(0);
    expect([text.code, json.code]).toEqual([1, 1]);
    const cells = lines.map((line) => [line.slice(0, column), line.slice(column, advice), line.slice(advice)]);
    expect(cells.map((row) => row.map((cell) => cell.trimEnd()))).toEqual(
      findings.map(({ check, message, advice: toDo }) => [check, message, toDo ?? '']),
    );
    const warnings = findings.length - errors;
    expect(text.stderr).toBe(warnings === 0 ? `${errors} findings.\n` : `${errors} findings, ${warnings} warnings.\n`);
  });
});
