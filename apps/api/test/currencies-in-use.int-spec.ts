import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Answer } from '@org/tools/testing';
import { AdminRequests, dataOf, refusalsOf } from './support/admin-requests.js';
import { startTestApp, type TestApp } from './support/test-app.js';

let server: TestApp;
let admin: AdminRequests;

beforeEach(async () => {
  server = await startTestApp();
  admin = new AdminRequests(server);
});

afterEach(() => server.close());

describe('a currency', () => {
  const currencyOf = async (name: string): Promise<string> => {
    const found = (await admin.get(`/currencies?filter[name_eq]=${name}`)).json() as {
      readonly data: readonly { readonly id: string }[];
    };
    return String(found.data[0]?.id);
  };
  const rename = (id: string, name: string): Promise<Answer> =>
    admin.patch(`/currencies/${id}`, { type: 'currencies', id, attributes: { name } });
  const add = async (name: string): Promise<string> =>
    dataOf(await admin.post('/currencies', { type: 'currencies', attributes: { name, rate: 1.5 } })).id;

  it('of the system is not renamed while amounts are in it', async () => {
    await server.database.dataSource.query(
      `INSERT INTO currencies (name, rate) VALUES ('EUR', 1) ON CONFLICT (name) DO NOTHING`,
    );
    const id = await currencyOf('EUR');
    const renamed = await rename(id, 'EUX');
    expect([renamed.status, refusalsOf(renamed)]).toEqual([
      423,
      ['423 | Cannot rename record because of dependent resellers'],
    ]);
  });

  it.each([
    ['resellers', `UPDATE resellers SET currency = 'XTS' WHERE id = 5`, 'resellers'],
    [
      'external amounts',
      `UPDATE payments SET external_total = 1, external_currency_code = 'XTS' WHERE id = 10`,
      'payments',
    ],
  ])('of %s alone is neither', async (_, use, by) => {
    const id = await add('XTS');
    await server.database.dataSource.query(use);
    expect(refusalsOf(await admin.remove(`/currencies/${id}`))).toEqual([
      `423 | Cannot delete record because of dependent ${by}`,
    ]);
    expect((await rename(id, 'XXX')).status).toBe(423);
  });

  it('that nothing is in is renamed and deleted', async () => {
    const id = await add('XTS');
    expect((await rename(id, 'XXX')).status).toBe(200);
    expect((await admin.remove(`/currencies/${id}`)).status).toBe(204);
  });
});
