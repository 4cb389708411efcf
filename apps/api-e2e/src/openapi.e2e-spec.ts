import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPdf, dataUrlOf } from '@org/invoice-domain/testing';
import pg from 'pg';
import { DescribedApi } from './openapi/described-api.js';
import { DescribedShape } from './openapi/described-shape.js';
import { GeneratedClient } from './openapi/generated-client.js';
import { runPackage } from './openapi/programs.js';
import { sendTo } from '@org/tools/testing';
import { DemoWorld } from './support/demo-world.js';
import type { Server } from './support/server.js';

const lintConfig = fileURLToPath(new URL('../redocly.yaml', import.meta.url));

let world: DemoWorld;
let server: Server;

beforeAll(async () => {
  world = await DemoWorld.start();
  server = world.server;
  await addRareRecords();
  await sendClosingDocument();
});

/** Adds a failed job and a call that was voided, which the demo world does not have. */
const addRareRecords = async (): Promise<void> => {
  const client = new pg.Client(world.databaseUrl);
  await client.connect();
  await client.query(`
    INSERT INTO parked_sales (account_id, cause, parked_at) SELECT min(id), 'a cause', now() FROM accounts;
    INSERT INTO failed_jobs (job_id, job, data, cause, failed_at)
    VALUES (gen_random_uuid(), 'fill-invoice', '{"invoiceId": 18}', 'the disk was full', now());
    INSERT INTO usage_revisions (kind, record_id, at, change, record, actor, reason, created_at)
    VALUES ('cdrs', 1, '2026-01-05T10:00:00Z', 'voided', '{"id": 1, "customer_account_id": 74, "duration": 60}', 'user:1', 'a test', now())`);
  await client.end();
};

/** The account has none in the demo world either. */
const sendClosingDocument = async (): Promise<void> => {
  await sendTo(server.origin, '/api/v3/resellers/1/accounts/906/external_invoices', {
    method: 'POST',
    headers: { 'x-api-token': server.fromBanner('X-Api-Token'), 'content-type': 'application/vnd.api+json' },
    body: JSON.stringify({
      key: 'described',
      type: 'act',
      name: 'Act',
      amount: { total: '1', currency: 'EUR' },
      start_date: '2021-02-01',
      end_date: '2021-03-01',
      file: dataUrlOf('application/pdf', aPdf()),
    }),
  });
};

afterAll(() => world.stop());

describe('the descriptions of both APIs', () => {
  it('have nothing that a linter of OpenAPI objects to', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'openapi-'));
    const files = await Promise.all(
      (['admin', 'reseller'] as const).map(async (name) => {
        const file = join(directory, `${name}.json`);
        await writeFile(file, (await sendTo(server.origin, `/openapi/${name}.json`)).body);
        return file;
      }),
    );
    const options = ['--config', lintConfig, '--max-problems', '20'];
    const { succeeded, output } = await runPackage('@redocly/cli', ['lint', ...options, ...files]);
    await rm(directory, { recursive: true });

    expect(output).not.toMatch(/\[\d+\] /);
    expect(output).toMatch(/admin\.json: validated[^]*reseller\.json: validated/);
    expect(succeeded).toBe(true);
  });
});

describe.each(['admin', 'reseller'] as const)('the description of the %s API', (name) => {
  let api: DescribedApi;
  let headers: Readonly<Record<string, string>>;
  const known = {
    reseller_id: '1',
    account_id: '906',
    external_invoice_id: '1',
    'filter[key]': 'described',
    'filter[from]': '2026-01-01',
    'filter[to]': '2026-01-31',
  };

  beforeAll(async () => {
    headers =
      name === 'admin'
        ? { authorization: server.fromBanner('admin token') }
        : { 'x-api-token': server.fromBanner('X-Api-Token') };
    api = await DescribedApi.read(server.origin, `${name}.json`, headers, known);
  });

  it('is open to everybody, as JSON that a cache may keep and must ask about', async () => {
    const answer = await sendTo(server.origin, `/openapi/${name}.json`);
    const again = await sendTo(server.origin, `/openapi/${name}.json`, {
      headers: { 'if-none-match': answer.headers.etag ?? '' },
    });

    expect(answer.status).toBe(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json',
      'cache-control': 'public, no-cache',
      'x-frame-options': 'SAMEORIGIN',
      'x-content-type-options': 'nosniff',
    });
    expect(again).toMatchObject({ status: 304, body: '' });
  });

  it('gives types with which a client compiles and reads every list', async () => {
    const client = await GeneratedClient.of(api);
    const base = `${server.origin}${api.document.servers[0]?.url ?? ''}`;
    const statuses = await client
      .run({ BASE_URL: base, HEADERS: JSON.stringify(headers), KNOWN: JSON.stringify(known) })
      .finally(() => client.remove());

    expect(client.diagnostics).toBe('');
    expect(statuses).toEqual(Object.fromEntries(api.listPaths.map((path) => [path, 200])));
    expect(api.listPaths.length).toBeGreaterThan(7);
  });

  it('has no path that leads nowhere, and describes what each of them answers, to the last member', async () => {
    const shape = new DescribedShape(api.document);
    const faults: string[] = [];
    for (const described of api.readingPaths) {
      const path = await api.withId(described);
      if (path === undefined) {
        faults.push(`${described}: the demo data has no such record`);
        continue;
      }
      const answer = await api.get(path, api.queryOf(described));
      if (answer.status !== 200) faults.push(`${path}: ${answer.status} ${answer.body}`);
      else faults.push(...shape.faults(api.schemaOf(described), answer.json()).map((fault) => `${path}: ${fault}`));
    }

    expect(faults).toEqual([]);
  });

  it('describes every field and every included record', async () => {
    const shape = new DescribedShape(api.document);
    const faults: string[] = [];
    for (const path of api.listPaths) {
      const type = api.schemaOf(path).replace('.list', '');
      const parameters: Readonly<Record<string, string>> = {
        'page[size]': '3',
        'page[after]': '',
        'page[total]': 'true',
        withTotals: 'true',
        include: api.includesOf(path).join(','),
        [`fields[${type}]`]: api.fieldsOf(path, type).join(','),
      };
      const taken = Object.entries(parameters).filter(([parameter]) => api.takes(path, parameter));
      const query = `?${String(new URLSearchParams(taken))}`;
      const answer = await api.get(path, query);
      if (answer.status !== 200) faults.push(`${path}${query}: ${answer.status} ${answer.body}`);
      else faults.push(...shape.faults(api.schemaOf(path), answer.json()).map((fault) => `${path}: ${fault}`));
    }

    expect(faults).toEqual([]);
  });
});

describe('the login of the admin API', () => {
  it('answers as it is described', async () => {
    const api = await DescribedApi.read(server.origin, 'admin.json', {});
    const send = (password: string) =>
      sendTo(server.origin, '/api/rest/admin/auth', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ auth: { username: 'admin', password } }),
      });
    const [right, wrong] = [await send('demo-password'), await send('wrong')];
    const described = Object.keys(api.document.paths['/auth']?.post?.responses ?? {});

    expect(described).toEqual(expect.arrayContaining([String(right.status), String(wrong.status)]));
    expect(right.json()).toEqual({ jwt: expect.any(String) });
    expect(new DescribedShape(api.document).faults('error.document', wrong.json())).toEqual([]);
  });
});
