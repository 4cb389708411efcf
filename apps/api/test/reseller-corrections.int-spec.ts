import { balanceBecomes } from '@org/invoice-domain/testing';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal } from '@org/kernel';
import type { Answer } from '@org/tools/testing';
import { jsonApiType } from './support/admin-requests.js';
import { startTestApp, tokens, type TestApp } from './support/test-app.js';

let server: TestApp;

beforeAll(async () => {
  server = await startTestApp();
  await query(`UPDATE accounts SET payment_model = 'postpay' WHERE id = 74`);
  await query(balanceBecomes(74, '100'));
});

afterAll(() => server.close());

const query = <Row>(sql: string, values: readonly unknown[] = []): Promise<readonly Row[]> =>
  server.database.dataSource.query(sql, [...values]);

/** @returns the id of a correction of account 74, of reseller 1, that somebody has to decide about */
const offered = async (total: string, lateInvoice: number | null = null): Promise<number> => {
  const [row] = await query<{ readonly id: number }>(
    `INSERT INTO corrections (account_id, reseller_id, status, total, include_in_invoice, late_invoice_id)
     VALUES (74, 1, 'approval_required', $1, true, $2) RETURNING id`,
    [total, lateInvoice],
  );
  return row?.id ?? 0;
};

const decide = (id: number | string, verb: string, token: string = tokens.root, reseller = 1): Promise<Answer> =>
  server.send(`/api/v3/resellers/${reseller}/corrections/${id}/${verb}`, {
    method: 'POST',
    headers: { 'x-api-token': token, 'content-type': jsonApiType },
    body: '{"reason":"as agreed"}',
  });

const balance = async (): Promise<string> => {
  const [row] = await query<{ readonly balance: string }>(
    'SELECT trim_scale(balance)::text AS balance FROM accounts WHERE id = 74',
  );
  return row?.balance ?? '';
};

describe('a correction that waits for somebody', () => {
  it('takes its total from the balance when it is approved, and is shown as a request for it would show it', async () => {
    const id = await offered('12.5');
    const answer = await decide(id, 'approve');
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({
      data: { id: String(id), attributes: { status: 'approved', total: '12.5' } },
    });
    expect(await balance()).toBe('87.5');
    const shown = await server.send(`/api/v3/resellers/1/corrections/${id}`, {
      headers: { 'x-api-token': tokens.root },
    });
    expect(answer.body).toBe(shown.body);
    expect(await query('SELECT approved_at::text AS at FROM corrections WHERE id = $1', [id])).toEqual([
      { at: '2026-03-01 12:00:00+00' },
    ]);
  });

  it('is decided about once, however many do it at once', async () => {
    const before = Decimal.of(await balance());
    const id = await offered('1');
    const answers = await Promise.all(Array.from({ length: 20 }, () => decide(id, 'approve')));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.includes('CORRECTION-0001'))).toHaveLength(19);
    expect(Decimal.of(await balance())).toEqual(before.minus(Decimal.of('1')));
    expect((await decide(id, 'decline')).body).toContain('CORRECTION-0001');
  });

  it.each([
    ['of another reseller', tokens.stranger, 5],
    ['of a reseller above', tokens.child, 2],
  ])('%s is not there', async (_, token, reseller) => {
    const id = await offered('1');
    const [foreign, absent] = [
      await decide(id, 'approve', token, reseller),
      await decide(999_999, 'approve', token, reseller),
    ];
    expect(foreign.status).toBe(404);
    expect(foreign.body).toBe(absent.body);
    expect(foreign.body).toContain('CORRECTION-NOT-FOUND');
  });

  it('is not for salesmen and product owners to decide about', async () => {
    const id = await offered('1');
    for (const token of [tokens.sales, tokens.owner]) expect((await decide(id, 'approve', token)).status).toBe(403);
    expect((await decide('x', 'approve')).status).toBe(404);
  });
});
