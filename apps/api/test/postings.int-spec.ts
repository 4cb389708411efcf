import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Answer } from '@org/tools/testing';
import { dataOf } from './support/admin-requests.js';
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

interface Listed {
  readonly data: readonly { readonly attributes: Readonly<Record<string, unknown>> }[];
}

const shown = (answer: Answer, ...names: readonly string[]): readonly (readonly unknown[])[] =>
  (answer.json() as Listed).data.map(({ attributes }) => names.map((name) => attributes[name]));

const journal = [
  ['transaction', '0.5', '0.5'],
  ['adjustment', '9.5', '10.0'],
  ['payment', '5.25', '15.25'],
  ['transaction', '-2.0', '13.25'],
];

describe('the postings of an account', () => {
  it('are listed below it by both APIs, in the order in which they were recorded', async () => {
    const byAdmin = await admin.get('/accounts/74/postings');
    const byManager = await ofReseller('1/accounts/74/postings');
    expect(shown(byAdmin, 'kind', 'amount', 'balance')).toEqual(journal);
    expect(shown(byManager, 'kind', 'amount', 'balance')).toEqual(journal);
  });

  it('name what caused them, and who recorded them to the operator alone', async () => {
    const [, adjustment, payment] = shown(await admin.get('/postings'), 'cause-type', 'cause-id', 'actor');
    expect(adjustment).toEqual(['posting', expect.any(Number), 'admin:139']);
    expect(payment).toEqual(['payment', expect.any(Number), 'admin:139']);
    const [first] = ((await ofReseller('1/postings')).json() as Listed).data;
    expect(Object.keys(first?.attributes ?? {})).not.toContain('actor');
  });

  it('are filtered and sorted as every list is', async () => {
    const answer = await admin.get('/accounts/74/postings?filter[kind_eq]=transaction&sort=-number');
    expect(shown(answer, 'number')).toEqual([[4], [1]]);
  });

  it('come to the balance', async () => {
    expect(dataOf(await admin.get('/accounts/74')).attributes['balance']).toBe('13.25');
  });

  it('are no part of an account unless `fields` asks for the link', async () => {
    const [plain, asked] = [await admin.get('/accounts/74'), await admin.get('/accounts/74?fields[accounts]=postings')];
    expect(plain.body).not.toContain('postings');
    expect(asked.json()).toMatchObject({
      data: { relationships: { postings: { links: { related: expect.stringMatching(/\/accounts\/74\/postings$/) } } } },
    });
  });

  it('of nobody’s or another reseller’s account are not found', async () => {
    for (const path of ['1/accounts/75/postings', '1/accounts/999/postings', '2/accounts/74/postings'])
      expect((await ofReseller(path)).json()).toMatchObject({ errors: [{ code: 'ACCOUNT-NOT-FOUND' }] });
    expect((await admin.get('/accounts/999/postings')).status).toBe(404);
  });

  it('are nothing for a product owner', async () => {
    expect((await ofReseller('1/accounts/74/postings', tokens.owner)).status).toBe(403);
  });
});
