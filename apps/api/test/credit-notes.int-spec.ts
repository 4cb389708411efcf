import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { balanceBecomes, type InvoiceSketch, type Issued } from '@org/invoice-domain/testing';
import type { Answer } from '@org/tools/testing';
import { AdminRequests, dataOf, refusalsOf } from './support/admin-requests.js';
import { faultsOf, ManagedWorld } from './support/managed-world.js';
import { startTestApp, type TestApp } from './support/test-app.js';

let server: TestApp;
let world: ManagedWorld;
let admin: AdminRequests;

beforeAll(async () => {
  server = await startTestApp();
  world = new ManagedWorld(server);
  admin = new AdminRequests(server);
});

afterAll(() => server.close());

type Headers = Readonly<Record<string, string>>;
const reason = 'agreed';

const credit = ({ id, reseller }: Issued, more: object = {}, headers: Headers = {}): Promise<Answer> =>
  world.post({ reseller }, `invoices/${id}/credit`, { reason, ...more }, headers);

const creditAsAdmin = ({ id }: Pick<Issued, 'id'>, more: object = {}, headers: Headers = {}): Promise<Answer> =>
  admin.post(`/invoices/${id}/credit`, { type: 'credit-notes', attributes: { reason, ...more } }, headers);

const balanceOf = async (issued: Issued): Promise<unknown> =>
  (await world.one(issued, 'accounts', 'balance'))['balance'];

/** An invoice of 100 with a correction of -30 on it: 70 in all. */
const corrected = async (sketch: InvoiceSketch = {}): Promise<Issued> => {
  const issued = await world.issued({ state: 'pending', payment: null, ...sketch });
  const { id } = issued;
  await world.rows(`
    INSERT INTO corrections (id, account_id, reseller_id, invoice_id, subscription_id, status, total, comment, include_in_invoice, approved_at)
    VALUES (${id}, ${id}, 1, ${id}, ${id}, 'approved', -30, 'goodwill', true, '2026-01-20');
    UPDATE invoices SET corrections_amount = -30, total = 70 WHERE id = ${id};
    UPDATE invoices SET state = 'approved' WHERE id = ${id};
    UPDATE accounts SET balance = balance WHERE id = ${id}`);
  return issued;
};

const linesOf = async (note: string): Promise<readonly unknown[]> => {
  const answer = await world.get({ reseller: 1 }, `credit_notes/${note}?include=lines`);
  const { included = [] } = answer.json() as {
    readonly included?: readonly { readonly attributes: Readonly<Record<string, unknown>> }[];
  };
  return included.map(({ attributes: { charge_id: charge, correction_id: correction, name, amount } }) => [
    charge,
    correction,
    name,
    amount,
  ]);
};

describe('a credit note', () => {
  it('takes back all of an invoice: the account is credited, and both APIs show it', async () => {
    const issued = await corrected();
    const before = await world.get(issued, `invoices/${issued.id}`);
    const answer = await credit(issued);
    const note = dataOf(answer);
    const shown = await world.get(issued, `credit_notes/${note.id}`);

    expect([answer.status, answer.body]).toEqual([201, shown.body]);
    expect(answer.headers['location']).toMatch(new RegExp(`/api/v3/resellers/1/credit_notes/${note.id}$`));
    const [{ number }] = (await world.rows(
      'SELECT last_credit_number::integer AS number FROM invoice_series WHERE reseller_id = 1',
    )) as [{ readonly number: number }];
    expect(note.attributes).toEqual({
      number,
      document_id: `CN-${number}`,
      kind: 'credit',
      account_id: issued.id,
      invoice_id: issued.id,
      currency: 'EUR',
      total: '70.0',
      reason,
      issued_at: '2026-03-01T14:00:00.000000+0200',
    });
    expect(await linesOf(note.id)).toEqual([
      [issued.id, null, 'Mail', '100.0'],
      [null, issued.id, 'goodwill', '-30.0'],
    ]);
    expect(dataOf(await admin.get(`/credit-notes/${note.id}`)).attributes).toEqual({
      number,
      reference: `CN-${number}`,
      kind: 'Credit',
      currency: 'EUR',
      total: '70.0',
      reason,
      'issued-at': '2026-03-01T12:00:00.000Z',
    });
    expect(await balanceOf(issued)).toBe('-30');
    const correction = (note.relationships['correction']?.data as { readonly id: string }).id;
    expect(dataOf(await world.get(issued, `corrections/${correction}`)).attributes).toMatchObject({
      status: 'approved',
      total: '-70.0',
      comment: reason,
      include_in_invoice: false,
    });
    // But for its time the invoice is what it was.
    const after = await world.get(issued, `invoices/${issued.id}`);
    const timeless = ({ body }: Answer): string => body.replace(/"updated_at":"[^"]*"/, '');
    expect(timeless(after)).toBe(timeless(before));
  });

  it('is listed below its invoice and linked to when it is asked for', async () => {
    const issued = await world.issued();
    const { id } = dataOf(await credit(issued, { amount: '10' }));
    const ids = (answer: Answer) =>
      (answer.json() as { readonly data: readonly { readonly id: string }[] }).data.map((one) => one.id);

    expect(ids(await world.get(issued, `invoices/${issued.id}/credit_notes`))).toEqual([id]);
    expect(ids(await admin.get(`/invoices/${issued.id}/credit-notes`))).toEqual([id]);
    expect(ids(await admin.get(`/credit-notes?filter[invoice_id_eq]=${issued.id}`))).toEqual([id]);
    const linked = await world.get(issued, `invoices/${issued.id}?include=credit_notes`);
    expect(dataOf(linked).relationships['credit_notes']?.data).toEqual([{ type: 'credit_notes', id }]);
  });

  it('takes back lines, whole or in part, and an amount, until nothing is left', async () => {
    const issued = await corrected();
    const { id } = issued;
    const part = dataOf(
      await credit(issued, {
        lines: [
          { charge_id: id, amount: '40.5' },
          { correction_id: id, amount: 10 },
        ],
      }),
    );
    expect(part.attributes['total']).toBe('30.5');
    expect(await linesOf(part.id)).toEqual([
      [id, null, 'Mail', '40.5'],
      [null, id, 'goodwill', '-10.0'],
    ]);
    expect(faultsOf(await credit(issued, { lines: [{ charge_id: id, amount: '59.51' }] }))).toEqual([
      400,
      'CREDIT-0005 /lines/0/amount',
    ]);
    expect(dataOf(await creditAsAdmin(issued, { amount: '0.5' })).attributes['total']).toBe('0.5');
    const rest = dataOf(await credit(issued));
    expect(rest.attributes['total']).toBe('39.0');
    // What was credited as an amount is no line's: it is taken off what is left of the lines.
    expect(await linesOf(rest.id)).toEqual([
      [id, null, 'Mail', '59.5'],
      [null, id, 'goodwill', '-20.0'],
      [null, null, null, '-0.5'],
    ]);
    expect(faultsOf(await credit(issued))).toEqual([400, 'CREDIT-0002']);
    expect(refusalsOf(await creditAsAdmin(issued))).toEqual(['100 | A rule forbids it: nothing to credit.']);
    expect(await balanceOf(issued)).toBe('-30');
  });

  it('pays what is open of its invoice, and the rest is credit of the account', async () => {
    const paymentOf = async ({ id }: Issued): Promise<unknown> =>
      world.one({ id, reseller: 1 }, 'payments', 'status', 'amount_paid_from_balance', 'total');
    const issued = await world.approved();
    await credit(issued, { amount: '30' });
    expect(await paymentOf(issued)).toEqual({
      status: 'waiting_for_payment',
      amount_paid_from_balance: '30',
      total: '100',
    });

    const completion = { document_id: 'ERP-1', billing_date: '2026-01-01' };
    expect((await world.post(issued, `invoices/${issued.id}/complete`, completion)).status).toBe(200);
    expect(await balanceOf(issued)).toBe('0');
    await credit(issued, { amount: '20' });
    expect(await balanceOf(issued)).toBe('20');

    const whole = await world.approved();
    await credit(whole);
    expect(await paymentOf(whole)).toEqual({
      status: 'paid_from_balance',
      amount_paid_from_balance: '100',
      total: '100',
    });
    expect(faultsOf(await world.post(whole, `invoices/${whole.id}/complete`, completion))).toEqual([
      400,
      'INVOICE-0015',
    ]);
  });

  it('whose credit is left over pays what else is due', async () => {
    const issued = await world.issued({ dueDate: '2026-03-01' });
    const { id } = issued;
    const paid = await world.issued({ account: id, payment: 'completed' });
    await world.rows(
      `UPDATE payments SET paid_unallocated = true WHERE id = ${paid.id}; ${balanceBecomes(id, '-100')}`,
    );
    expect((await credit(paid)).status).toBe(201);
    expect(await world.one(issued, 'payments', 'status', 'amount_paid_from_balance')).toEqual({
      status: 'paid_from_balance',
      amount_paid_from_balance: '100',
    });
  });

  it('is posted with its cause, and leaves a line in the audit', async () => {
    const issued = await world.issued();
    const { id } = dataOf(await credit(issued, { amount: '12.34' }));

    expect(
      await world.rows(
        `SELECT kind, amount::text, cause_type, cause_id::text, reason FROM postings WHERE account_id = $1 ORDER BY number DESC LIMIT 1`,
        issued.id,
      ),
    ).toEqual([{ kind: 'credit_note', amount: '12.34', cause_type: 'credit_note', cause_id: id, reason }]);
    expect((await world.events(issued)).at(-1)).toMatchObject({ event: 'credited', details: { total: '12.34' } });
  });

  it('is of an invoice that was paid in advance, and of one of usage', async () => {
    const prepaid = await world.issued({ paymentModel: 'prepay', payment: null });
    expect((await credit(prepaid)).status).toBe(201);
    expect(await balanceOf(prepaid)).toBe('0');

    await world.rows(`UPDATE invoices SET state = 'approved' WHERE id = 18`);
    const answer = await creditAsAdmin({ id: 18 });
    expect([answer.status, dataOf(answer).attributes['total']]).toEqual([201, '1.5']);
    expect(await linesOf(dataOf(answer).id)).toEqual([[null, null, null, '1.5']]);
  });

  it('takes nothing back of a charge whose money goes back with its payment', async () => {
    const issued = await world.issued({ paymentModel: 'prepay', payment: null });
    await world.rows(`UPDATE charges SET status = 'waiting_for_refund' WHERE id = ${issued.id}`);
    expect(faultsOf(await credit(issued))).toEqual([400, 'CREDIT-0002']);
    expect(faultsOf(await credit(issued, { amount: '1' }))).toEqual([400, 'CREDIT-0002']);
  });

  it('is made once for a key, and of the version that is meant', async () => {
    const issued = await world.issued();
    const key = { 'idempotency-key': `credit-${issued.id}` };
    const [first, again] = [await credit(issued, { amount: '1' }, key), await credit(issued, { amount: '1' }, key)];
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
    expect(faultsOf(await credit(issued, { amount: '2' }, key))[0]).toBe(409);

    const { headers } = await world.get(issued, `invoices/${issued.id}`);
    const match = { 'if-match': String(headers['etag']) };
    server.clock.moveTo('2026-03-01T12:00:01Z');
    expect((await credit(issued, { amount: '3' }, match)).status).toBe(201);
    expect((await credit(issued, { amount: '3' }, match)).status).toBe(412);
    expect((await creditAsAdmin(issued, { amount: '3' }, { 'if-match': 'W/"another"' })).status).toBe(412);
    expect(await balanceOf(issued)).toBe('-96');
  });

  it('of many at once never comes to more than the invoice', async () => {
    const issued = await world.issued();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        index % 2 === 0 ? credit(issued, { amount: '30' }) : creditAsAdmin(issued, { amount: '30' }),
      ),
    );

    expect(answers.filter(({ status }) => status === 201)).toHaveLength(3);
    expect(new Set(answers.map(({ status }) => status))).toEqual(
      new Set([201, 400, 422].filter((status) => answers.some((one) => one.status === status))),
    );
    expect(await balanceOf(issued)).toBe('-10');
  });

  it.each<[string, object, readonly unknown[]]>([
    ['a member that it does not have', { colour: 'red' }, [400, 'INVALID-BODY /colour']],
    ['no reason', { reason: null }, [400, 'INVALID-BODY ']],
    ['an amount of zero', { amount: '0' }, [400, 'CREDIT-0003 /amount']],
    ['an amount below zero', { amount: '-1' }, [400, 'CREDIT-0003 /amount']],
    ['an amount finer than a cent', { amount: '1.001' }, [400, 'CREDIT-0003 /amount']],
    ['more than there is', { amount: '100.01' }, [400, 'CREDIT-0005 /amount']],
    ['an amount beside lines', { amount: '1', lines: [{ charge_id: 1 }] }, [400, 'CREDIT-0003 /amount']],
    ['no line among lines', { lines: [] }, [422, 'INVALID-VALUE /lines']],
    ['a line of nothing', { lines: [{ amount: '1' }] }, [400, 'CREDIT-0003 /lines/0']],
    ['a line of two items', { lines: [{ charge_id: 1, correction_id: 1 }] }, [400, 'CREDIT-0003 /lines/0']],
    ['a charge of another invoice', { lines: [{ charge_id: 7 }] }, [400, 'CREDIT-0004 /lines/0']],
  ])('is refused for %s', async (_, more, faults) => {
    const issued = await world.issued();
    expect(faultsOf(await credit(issued, more))).toEqual(faults);
    expect(await balanceOf(issued)).toBe('-100');
  });

  it('is refused for a line that is named twice, and on the admin API with its pointers', async () => {
    const issued = await world.issued();
    const line = { charge_id: issued.id, amount: '1' };
    expect(faultsOf(await credit(issued, { lines: [line, line] }))).toEqual([400, 'CREDIT-0003 /lines/1']);

    const places = async (more: object): Promise<unknown> => {
      const { errors } = (await creditAsAdmin(issued, more)).json() as {
        readonly errors: readonly { readonly status: string; readonly source?: unknown }[];
      };
      return errors.map(({ status, source }) => [status, source]);
    };
    expect(await places({ lines: [{ 'charge-id': issued.id, amount: '0' }] })).toEqual([
      ['422', { pointer: '/data/attributes/lines/0/amount' }],
    ]);
    expect(await places({ colour: 1 })).toMatchObject([['400', undefined]]);
    expect(
      (await admin.post(`/invoices/${issued.id}/credit`, { type: 'invoices', attributes: { reason } })).status,
    ).toBe(400);
    for (const path of [
      '/invoices/999999/credit',
      '/invoices/9999999999999999999/credit',
      '/invoices/9007199254740993/credit',
    ]) {
      const { status } = await admin.post(path, { type: 'credit-notes', attributes: { reason } });
      expect({ path, status }).toEqual({ path, status: 404 });
    }
  });

  it('is refused of an invoice that is open, or whose payment was cancelled', async () => {
    expect(faultsOf(await credit(await world.issued({ state: 'pending', payment: null })))).toEqual([
      400,
      'CREDIT-0001',
    ]);
    expect(faultsOf(await credit(await world.issued({ payment: 'cancelled' })))).toEqual([400, 'INVOICE-0017']);
  });

  it('has numbers of its own by the template of its reseller, which is seen on request', async () => {
    const changed = await admin.change('resellers', '2', { 'credit-note-ref-template': 'GS$year-$seq(4)' });
    expect(changed.status).toBe(200);
    expect(refusalsOf(await admin.change('resellers', '2', { 'credit-note-ref-template': 'GS' }))).toEqual([
      '100 | credit-note-ref-template - must have $seq or $id | /data/attributes/credit-note-ref-template',
    ]);
    const issued = await world.issued({ resellerId: 2 });
    expect(dataOf(await credit(issued)).attributes['document_id']).toBe('GS2026-0001');
    await admin.change('resellers', '2', { 'credit-note-ref-template': 'CN-$seq' });
  });
});
