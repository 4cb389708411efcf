import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDataSource } from '@org/invoice-domain/persistence';
import { createTestDatabase, type TestDatabase } from '@org/invoice-domain/testing';
import { runToEnd, type Ending } from '../crash/program.js';
import type { Program } from '../support/programs.js';

const prefix = `e2e_${randomBytes(6).toString('hex')}`;

let database: TestDatabase;
const urls = new Map<string, string>();

beforeAll(async () => {
  database = await createTestDatabase();
});

afterAll(async () => {
  const roles = ['migrator', 'app', 'reader', 'owner'].map((role) => `${prefix}_${role}`).join(', ');
  await database.dataSource.query(`DROP OWNED BY ${roles} CASCADE; DROP ROLE ${roles}`);
  await database.drop();
});

const run = (role: string, program: Program, ...given: readonly string[]): Promise<Ending> =>
  runToEnd({ program, arguments: given, environment: { DATABASE_URL: urls.get(role) ?? database.url } });

describe('npm run roles', () => {
  it('makes the roles of a ledger, and prints their passwords once', async () => {
    const { code, output } = await run('superuser', 'roles', '--prefix', prefix, '--json');
    expect(code).toBe(0);
    const [line = '[]'] = output.split('\n').filter((text) => text.startsWith('['));
    for (const { role, password } of JSON.parse(line) as readonly { role: string; password: string }[]) {
      const url = new URL(database.url);
      [url.username, url.password] = [role, password];
      urls.set(role.slice(prefix.length + 1), url.href);
    }
    expect([...urls.keys()]).toEqual(['migrator', 'app', 'reader']);
    expect((await run('superuser', 'roles', '--prefix', prefix)).output).toContain('have their rights anew');
    expect((await run('superuser', 'roles', '--prefix', 'No-name')).code).toBe(2);
  });
});

describe('npm run migrate', () => {
  it('brings the schema up to date as the migrator, which the application has to wait for', async () => {
    const migrator = await createDataSource({ url: urls.get('migrator') ?? '', poolSize: 1 }).initialize();
    await migrator.undoLastMigration();
    await migrator.destroy();
    expect(await run('app', 'verify')).toMatchObject({
      code: 2,
      output: expect.stringContaining('run `npm run migrate` as the migrator first'),
    });
    expect((await run('migrator', 'migrate')).code).toBe(0);
    expect(await run('app', 'migrate')).toMatchObject({
      code: 0,
      output: expect.stringContaining('The database was up to date.'),
    });
    expect((await run('app', 'verify')).code).toBe(0);
  });
});
