import { afterEach, describe, expect, it } from '@jest/globals';
import { localDateOf } from '@org/kernel';
import { says, scriptedServer, type ScriptedServer, type Turn } from '../../test/scripted-server.js';
import { createAdminClient, Decimal, loadTemporal, ServerError, type AdminClient } from '../index.js';

let server: ScriptedServer | undefined;

afterEach(async () => {
  await server?.close();
  server = undefined;
});

const adminOf = async (...turns: readonly [Turn, ...Turn[]]): Promise<AdminClient> => {
  server = await scriptedServer(...turns);
  return createAdminClient({ baseUrl: server.url, credentials: { token: 't' }, maxRetries: 0 });
};

/** The last request: method and path, document, key and version. */
const sent = () => {
  const { requests = [], bodies = [], headers = [] } = server ?? {};
  const body = bodies.at(-1) ?? '';
  return {
    request: requests.at(-1)?.replace('/api/rest/admin', ''),
    document: body === '' ? undefined : (JSON.parse(body) as unknown),
    type: headers.at(-1)?.['content-type'],
    key: headers.at(-1)?.['idempotency-key'],
    version: headers.at(-1)?.['if-match'],
  };
};

const invoice = {
  id: '7',
  type: 'invoices',
  attributes: { reference: 'A-7', state: 'Approved', 'amount-spent': '12.5' },
  relationships: { account: { data: { type: 'accounts', id: '74' } } },
};

describe('an action of the admin API', () => {
  it('is sent with its reason, its key and the version it means, and gives the record', async () => {
    const admin = await adminOf(says(200, { data: invoice }));
    const approved = await admin.invoices.approve(7, { reason: 'agreed', idempotencyKey: 'k', ifMatch: 'W/"a"' });

    expect(sent()).toEqual({
      request: 'POST /invoices/7/approve',
      document: { meta: { reason: 'agreed' } },
      type: 'application/vnd.api+json',
      key: 'k',
      version: 'W/"a"',
    });
    expect(approved).toMatchObject({ id: '7', state: 'approved', account: { type: 'accounts', id: '74' } });
    expect(String(approved.amountSpent)).toBe('12.5');
  });

  it('has no body when there is nothing to say, and a key of its own', async () => {
    const admin = await adminOf(says(200, { data: invoice }));
    await admin.invoices.approve('7');

    expect(sent()).toMatchObject({ document: undefined, type: undefined, version: undefined });
    expect(sent().key).toMatch(/^[\da-f-]{36}$/);
  });

  it('says what it makes of a record that no list takes, and tells what the record does not hold', async () => {
    const admin = await adminOf(says(200, { meta: { id: '7', token: 't7' } }), says(200, { meta: { id: '8' } }));
    const issued = await admin.apiTokens.issue({ name: 'shop', manager: { id: '3' } }, { idempotencyKey: 'k' });

    expect(issued).toEqual({ id: '7', token: 't7' });
    expect(sent()).toMatchObject({
      request: 'POST /api-tokens/issue',
      key: 'k',
      document: {
        data: {
          type: 'api-tokens',
          attributes: { name: 'shop' },
          relationships: { manager: { data: { type: 'managers', id: '3' } } },
        },
      },
    });
    expect(await admin.apiTokens.rotate(7, {})).toEqual({ id: '8' });
    expect(sent()).toMatchObject({ request: 'POST /api-tokens/7/rotate', document: { data: { id: '7' } } });
  });

  it('names many records, and tells what became of each', async () => {
    const outcomes = [{ id: '7', outcome: 'Approved' }];
    const admin = await adminOf(says(200, { meta: { outcomes } }), says(200, { data: [] }));

    expect(await admin.invoices.approveMany([7, '8'], { reason: 'month end' })).toEqual({ outcomes });
    expect(sent()).toMatchObject({
      request: 'POST /invoices/approve',
      document: {
        data: [
          { type: 'invoices', id: '7' },
          { type: 'invoices', id: '8' },
        ],
        meta: { reason: 'month end' },
      },
    });
    await expect(admin.invoices.approveMany([7])).rejects.toBeInstanceOf(ServerError);
  });

  it('changes members of its own, and says why', async () => {
    const admin = await adminOf(says(200, { data: invoice }));
    await admin.invoices.changeReference(7, { reference: 'A-$seq' }, { reason: 'misprint' });

    expect(sent()).toMatchObject({
      request: 'POST /invoices/7/change-reference',
      document: {
        data: { type: 'invoices', id: '7', attributes: { reference: 'A-$seq' } },
        meta: { reason: 'misprint' },
      },
    });
  });

  it('previews what would be made, as a record that leads nowhere', async () => {
    const preview = { id: 'preview', type: 'invoice-previews', attributes: { 'amount-spent': '3.5' } };
    const admin = await adminOf(says(200, { data: preview }));
    const { Instant } = await loadTemporal();
    const startsAt = Instant.from('2026-01-01T00:00:00Z');
    const { amountSpent } = await admin.invoices.preview({ startsAt, account: { id: '74' } });

    expect(String(amountSpent)).toBe('3.5');
    expect(sent()).toMatchObject({
      request: 'POST /invoices/preview',
      document: {
        data: {
          type: 'invoices',
          attributes: { 'start-date': '2026-01-01T00:00:00Z' },
          relationships: { account: { data: { type: 'accounts', id: '74' } } },
        },
      },
    });
  });

  it('sets a balance, exactly', async () => {
    const balance = { id: '9', type: 'balances', attributes: { balance: '12345678901234567890.1' } };
    const admin = await adminOf(says(200, { data: balance }));
    const set = await admin.accounts.setBalance(9, { balance: Decimal.of('12345678901234567890.1') });

    expect(String(set.balance)).toBe('12345678901234567890.1');
    expect(sent()).toMatchObject({
      request: 'PATCH /accounts/9/balance',
      document: { data: { type: 'balances', id: '9', attributes: { balance: '12345678901234567890.1' } } },
    });
  });

  it('tells the statement of an account for days that are given as such or as text', async () => {
    const attributes = {
      ...{ 'account-id': 74, from: '2026-01-01', to: '2026-01-31', currency: 'EUR' },
      ...{ 'starts-at': '2026-01-01T00:00:00.000Z', 'ends-at': '2026-02-01T00:00:00.000Z' },
      ...{ 'opening-balance': '0.5', 'closing-balance': '13.0', credits: '12.5', debits: '0.0' },
      movements: [{ kind: 'payment', count: 2, amount: '12.5' }],
    };
    const admin = await adminOf(
      says(200, { data: { id: '74:2026-01-01:2026-01-31', type: 'statements', attributes } }),
    );
    const statement = await admin.accounts.statement(74, localDateOf('2026-01-01'), '2026-01-31');

    expect(String(statement.closingBalance.minus(statement.openingBalance))).toBe('12.5');
    expect(statement.endsAt.epochMilliseconds).toBe(Date.UTC(2026, 1, 1));
    expect(statement.movements).toEqual(attributes.movements);
    expect(sent().request).toBe('GET /accounts/74/statement?filter[from]=2026-01-01&filter[to]=2026-01-31');
  });

  it('may leave nothing to tell', async () => {
    const admin = await adminOf((_, response) => response.writeHead(204).end());

    await admin.failedJobs.retry(3);

    expect(sent()).toMatchObject({ request: 'POST /failed-jobs/3/retry', document: undefined });
  });
});

describe('a batch', () => {
  it('is sent line by line under its id, as domain values', async () => {
    const attributes = {
      received: 2,
      accepted: 1,
      'already-there': 0,
      rejected: 1,
      rejects: [{ line: 2, reason: 'value is missing' }],
      'created-at': '2026-03-01T12:00:00.000Z',
    };
    const admin = await adminOf(says(201, { data: { id: 'may', type: 'tax-batches', attributes } }));
    const row = { external_key: 'a', account_id: 1, name: 'VAT', value: Decimal.of('1.50') };
    const batch = await admin.taxBatches.create('may', [row, { ...row, external_key: 'b\n' }]);

    expect(batch).toMatchObject({ id: 'may', accepted: 1, alreadyThere: 0, rejects: attributes.rejects });
    expect(String(batch.createdAt)).toBe('2026-03-01T12:00:00Z');
    expect(server?.bodies[0]?.split('\n')).toEqual([
      '{"external_key":"a","account_id":1,"name":"VAT","value":"1.5"}',
      '{"external_key":"b\\n","account_id":1,"name":"VAT","value":"1.5"}',
      '',
    ]);
    expect(server?.headers[0]).toMatchObject({ 'content-type': 'application/x-ndjson', 'idempotency-key': 'may' });
    expect((await admin.taxBatches.get('may')).rejected).toBe(1);
    expect(server?.requests.at(-1)).toBe('GET /api/rest/admin/tax-batches/may');
  });
});

describe('time zones', () => {
  const berlin = { id: 'Europe/Berlin', type: 'timezones', attributes: { name: 'Europe/Berlin' } };

  it('are listed by their names, and found by one', async () => {
    const admin = await adminOf(says(200, { data: [berlin], meta: { 'total-count': 1 } }), says(200, { data: berlin }));
    const filter = { name: ['Europe/Berlin', 'UTC'] };

    expect(await admin.timezones.list({ filter })).toEqual([{ id: 'Europe/Berlin', name: 'Europe/Berlin' }]);
    expect(sent().request).toBe('GET /timezones?filter%5Bname%5D=Europe%2FBerlin%2CUTC');
    expect((await admin.timezones.get('Europe/Berlin')).name).toBe('Europe/Berlin');
    expect(sent().request).toBe('GET /timezones/Europe%2FBerlin');
  });
});
