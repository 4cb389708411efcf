import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DemoWorld } from '../support/demo-world.js';

const jsonApi = 'application/vnd.api+json';

let world: DemoWorld;

beforeAll(async () => {
  world = await DemoWorld.start();
});

afterAll(() => world.stop());

const statuses = async (accept: string): Promise<readonly number[]> => {
  const admin = await world.admin.get('/invoices/18', { accept });
  const reseller = await world.reseller().get('/1/invoices/3973', { accept });
  return [admin.status, reseller.status];
};

describe('the answer to an Accept that is confined', () => {
  it('to nothing but instances with foreign parameters is 406', async () => {
    expect(await statuses(`${jsonApi}; charset=utf-8`)).toEqual([406, 406]);
    expect(await statuses(`${jsonApi}; charset=utf-8, ${jsonApi}; version=1`)).toEqual([406, 406]);
  });

  it('to several instances is the document when one of them is plain', async () => {
    expect(await statuses(`${jsonApi}; charset=utf-8, ${jsonApi}`)).toEqual([200, 200]);
  });

  it('to an unknown extension is 406', async () => {
    expect(await statuses(`${jsonApi}; ext="https://example.org/ext"`)).toEqual([406, 406]);
  });

  it('to an unknown profile is the plain document, in the reseller API', async () => {
    const accept = `${jsonApi}; profile="https://example.org/profile"`;

    expect((await world.reseller().get('/1/invoices', { accept })).status).toBe(200);
  });

  it('to an unknown profile is 406 in the admin API, as in its original', async () => {
    const accept = `${jsonApi}; profile="https://example.org/profile"`;

    expect((await world.admin.get('/invoices', { accept })).status).toBe(406);
  });

  it('to another format is 406', async () => {
    expect(await statuses('application/json')).toEqual([406, 406]);
  });
});
