import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '@org/tools/testing';
import { startMovedAccount, type MovedAccount } from './support/moved-account.js';
import { tokens } from './support/test-app.js';

let moved: MovedAccount;
let admin: MovedAccount['admin'];

beforeAll(async () => {
  moved = await startMovedAccount();
  admin = moved.admin;
});

afterAll(() => moved.server.close());

const ofReseller: MovedAccount['ofReseller'] = (...request) => moved.ofReseller(...request);

type Attributes = Readonly<Record<string, unknown>>;

interface Shown {
  readonly data: {
    readonly id: string;
    readonly attributes: Attributes;
    readonly links: { readonly self: string; readonly postings: string };
  };
}

const shown = (answer: Answer): Shown['data'] => (answer.json() as Shown).data;

const days = (from: string, to: string): string => `statement?filter[from]=${from}&filter[to]=${to}`;
const ever = days('2020-01-01', '2029-12-31');

/** The attributes but the moments, each API’s names without what parts their words. */
const figuresOf = (answer: Answer): Attributes => {
  const { attributes } = shown(answer);
  return Object.fromEntries(
    Object.entries(attributes)
      .filter(([name]) => !/^(starts|ends).at$/.test(name))
      .map(([name, value]) => [name.replace(/[-_]/g, ' '), value]),
  );
};

describe('the statement of an account', () => {
  it('says the same on both APIs', async () => {
    const [byAdmin, byManager] = [await admin.get(`/accounts/74/${ever}`), await ofReseller(`1/accounts/74/${ever}`)];
    expect(figuresOf(byAdmin)).toEqual({
      ...{ 'account id': 74, from: '2020-01-01', to: '2029-12-31', currency: 'EUR' },
      ...{ 'opening balance': '0.0', 'closing balance': '13.25', credits: '15.25', debits: '-2.0' },
      movements: [
        { kind: 'adjustment', count: 1, amount: '9.5' },
        { kind: 'payment', count: 1, amount: '5.25' },
        { kind: 'transaction', count: 2, amount: '-1.5' },
      ],
    });
    expect(figuresOf(byManager)).toEqual(figuresOf(byAdmin));
    expect(shown(byManager).id).toBe(shown(byAdmin).id);
  });

  it.each([
    ['admin', '/accounts/74/'],
    ['reseller', '1/accounts/74/'],
  ] as const)('leads to the list of its postings and to itself on the %s API', async (api, account) => {
    const get = (path: string): Promise<Answer> => (api === 'admin' ? admin.get(path) : ofReseller(path));
    const below = (url: string): string => url.replace(/^.*(?=\/accounts\/74\/)/, api === 'admin' ? '' : '1');
    const answer = await get(account + ever);
    const { links } = shown(answer);
    const listed = (await get(below(links.postings))).json() as { readonly data: readonly object[] };
    expect(listed.data).toHaveLength(4);
    expect((await get(below(links.self))).body).toBe(answer.body);
  });

  it('lists no postings of other days', async () => {
    const { links, attributes } = shown(await admin.get(`/accounts/74/${days('2020-01-01', '2020-01-31')}`));
    expect(attributes).toMatchObject({ 'opening-balance': '0.0', 'closing-balance': '0.0', movements: [] });
    const listed = await admin.get(links.postings.replace(/^.*(?=\/accounts\/74\/)/, ''));
    expect(listed.json()).toMatchObject({ data: [] });
  });

  it('knows its version', async () => {
    const { headers } = await admin.get(`/accounts/74/${ever}`);
    const again = await admin.get(`/accounts/74/${ever}`, { 'if-none-match': headers['etag'] as string });
    expect(again.status).toBe(304);
  });
});

describe('a statement that cannot be made', () => {
  it.each([
    ['without a first day', 'statement?filter[to]=2026-01-31', 'from', ''],
    ['without a last day', 'statement?filter[from]=2026-01-01', 'to', ''],
    ['for what is no day', days('2026-02-30', '2026-03-01'), 'from', '2026-02-30'],
    ['for a moment', days('2026-01-01T00:00:00Z', '2026-03-01'), 'from', '2026-01-01T00:00:00Z'],
    ['that ends before it begins', days('2026-02-01', '2026-01-31'), 'to', '2026-01-31'],
    ['for more than ten years', days('2010-01-01', '2026-01-31'), 'to', '2026-01-31'],
    ['for days that no calendar of the ledger has', days('9999-12-31', '9999-12-31'), 'from', '9999-12-31'],
  ])('%s is refused with the parameter', async (_, path, filter, value) => {
    expect((await admin.get(`/accounts/74/${path}`)).json()).toMatchObject({
      errors: [{ code: '107', detail: `${value} is not a valid value for ${filter}.`, status: '400' }],
    });
    expect((await ofReseller(`1/accounts/74/${path}`)).json()).toMatchObject({
      errors: [{ code: 'INVALID-FILTER', source: { parameter: `filter[${filter}]` }, status: '400' }],
    });
  });

  it.each([
    ['page[size]=1', 'page[size]'],
    ['include=account', 'include'],
    ['colour=red', 'colour'],
  ])('is refused with %s', async (more, parameter) => {
    expect((await admin.get(`/accounts/74/${ever}&${more}`)).json()).toMatchObject({
      errors: [{ code: '105', detail: `${parameter} is not allowed.` }],
    });
    expect((await ofReseller(`1/accounts/74/${ever}&${more}`)).json()).toMatchObject({
      errors: [{ code: 'INVALID-PARAMETER', source: { parameter } }],
    });
  });

  it('is refused with another filter', async () => {
    expect((await admin.get(`/accounts/74/${ever}&filter[kind]=x`)).json()).toMatchObject({
      errors: [{ code: '102' }],
    });
    expect((await ofReseller(`1/accounts/74/${ever}&filter[kind]=x`)).json()).toMatchObject({
      errors: [{ source: { parameter: 'filter[kind]' } }],
    });
  });

  it('of nobody’s or another reseller’s account is not found', async () => {
    for (const path of ['1/accounts/75', '1/accounts/999', '2/accounts/74', '1/accounts/x'])
      expect((await ofReseller(`${path}/${ever}`)).json()).toMatchObject({ errors: [{ code: 'ACCOUNT-NOT-FOUND' }] });
    for (const id of ['999', '9'.repeat(18), '9'.repeat(19)])
      expect((await admin.get(`/accounts/${id}/${ever}`)).status).toBe(404);
    expect((await admin.get(`/accounts/x/${ever}`)).status).toBe(400);
  });

  it('is nothing for a product owner', async () => {
    expect((await ofReseller(`1/accounts/74/${ever}`, tokens.owner)).status).toBe(403);
  });
});
