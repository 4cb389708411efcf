import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { prepareJobs } from '../src/billing/prepare-jobs.js';
import { startTestApp, type TestApp } from './support/test-app.js';

let server: TestApp;

const start = async (environment: Readonly<Record<string, string>> = {}): Promise<void> => {
  server = await startTestApp({ environment });
  await prepareJobs(server.database.dataSource, server.database.url);
};

beforeEach(() => start());

afterEach(() => server.close());

const jsonApi = 'application/vnd.api+json';

const send = (method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) =>
  server.send(`/api/rest/admin/${path}`, {
    method,
    headers: {
      authorization: server.adminToken(),
      ...(body === undefined ? {} : { 'content-type': jsonApi }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });

const rows = <Row = Readonly<Record<string, unknown>>>(sql: string): Promise<readonly Row[]> =>
  server.database.dataSource.query(sql);

const order = (attributes: object, account: string | null = '75') => ({
  data: {
    type: 'invoices',
    attributes,
    relationships: { account: { data: account === null ? null : { type: 'accounts', id: account } } },
  },
});

const february = { 'start-date': '2026-02-01', 'end-date': '2026-03-01' };

interface Errors {
  readonly errors: readonly {
    readonly title: string;
    readonly detail: string;
    readonly code: string;
    readonly source?: object;
  }[];
}

const faultsOf = (answer: { json: () => unknown }): readonly string[] =>
  (answer.json() as Errors).errors.map(({ detail, source }) => `${JSON.stringify(source ?? null)} ${detail}`);

const create = async (attributes: object = february): Promise<string> => {
  const answer = await send('POST', 'invoices', order(attributes));
  expect(answer.status).toBe(201);
  return (answer.json() as { readonly data: { readonly id: string } }).data.id;
};

const aggregate = (id: string) => rows(`UPDATE invoices SET state = 'pending', filled_at = now() WHERE id = ${id}`);

/** An invoice of subscriptions that runs until the end of time, as far as tests go. @returns its id */
const openOfSubscriptions = async (): Promise<string> => {
  const [added] = await rows<{ readonly id: string }>(
    `INSERT INTO invoices (reference, account_id, reseller_id, kind, billing_day, state, type, currency, time_zone, payment_model,
       starts_at, ends_at, from_date, to_date)
     SELECT 'S-1', id, reseller_id, 'commerce', 28, 'pending', 'autoFull', currency, 'UTC', 'postpay',
       '2026-11-28Z', '2090-12-28Z', '2026-11-28', '2090-12-28' FROM accounts WHERE id = 74 RETURNING id`,
  );
  return String(added?.id);
};

/** A transaction in the period of invoice 18, of which there were none. */
const cameLate = () =>
  rows(`WITH added AS (
      INSERT INTO transactions (account_id, amount, created_at) SELECT account_id, 98.9, starts_at FROM invoices WHERE id = 18
      RETURNING account_id, created_at
    ) SELECT invoices_mark_stale(array_agg(account_id), array_agg(created_at)) FROM added`);

describe('POST /invoices', () => {
  it('makes a new manual invoice, with its reference, its URL and a job that aggregates its usage', async () => {
    const answer = await send('POST', 'invoices', order(february));
    const { data } = answer.json() as { readonly data: { readonly id: string } };
    expect(answer.status).toBe(201);
    expect(answer.headers['location']).toMatch(new RegExp(`/api/rest/admin/invoices/${data.id}$`));
    expect(data).toMatchObject({
      type: 'invoices',
      attributes: {
        reference: data.id,
        state: 'New',
        'invoice-type': 'Manual',
        'start-date': '2026-02-01T00:00:00.000Z',
        'end-date': '2026-03-01T00:00:00.000Z',
        'pdf-path': null,
        'amount-spent': '0.0',
        'originated-calls-count': 0,
      },
      relationships: { account: { data: { type: 'accounts', id: '75' } } },
    });
    expect(await rows(`SELECT data FROM pgboss.job WHERE name = 'fill-invoice'`)).toEqual([
      { data: { job: 'fill-invoice', invoiceId: Number(data.id) } },
    ]);
    expect((await send('GET', `invoices/${data.id}`)).body).toBe(answer.body);
  });

  it.each([
    ['UTC', '2026-02-01', '2026-02-01T00:00:00.000Z'],
    ['America/Los_Angeles', '2023-11-01', '2023-11-01T07:00:00.000Z'],
    ['America/Los_Angeles', '2023-12-01', '2023-12-01T08:00:00.000Z'],
    ['America/Los_Angeles', '2023-11-01 10:30', '2023-11-01T17:30:00.000Z'],
    ['America/Los_Angeles', '2023-11-01T00:00:00Z', '2023-11-01T00:00:00.000Z'],
    ['America/Los_Angeles', '2023-11-01T00:00:00+02:00', '2023-10-31T22:00:00.000Z'],
    ['America/Los_Angeles', '2023-03-12 02:30', '2023-03-12T10:30:00.000Z'],
    ['America/Los_Angeles', '2023-11-05 01:30', '2023-11-05T08:30:00.000Z'],
  ])('reads times in the zone of the account, %s: %s', async (zone, text, instant) => {
    await rows(`UPDATE accounts SET time_zone = '${zone}' WHERE id = 75`);
    const answer = await send('POST', 'invoices', order({ 'start-date': text, 'end-date': '2026-02-28' }));
    expect(answer.json()).toMatchObject({ data: { attributes: { 'start-date': instant } } });
  });

  it('makes references by the template of the account', async () => {
    await rows(`UPDATE accounts SET invoice_ref_template = 'A-$year$month$day-$id_$seq(4)' WHERE id = 75`);
    const id = await create();
    expect((await send('GET', `invoices/${id}`)).json()).toMatchObject({
      data: { attributes: { reference: `A-20260301-${id}_$seq(4)` } },
    });
    await aggregate(id);
    expect((await send('POST', `invoices/${id}/approve`)).json()).toMatchObject({
      data: { attributes: { reference: `A-20260301-${id}_0001`, state: 'Approved' } },
    });
  });

  const account = '{"pointer":"/data/relationships/account"}';
  const startDate = '{"pointer":"/data/attributes/start-date"}';
  const endDate = '{"pointer":"/data/attributes/end-date"}';
  const whole = '{"pointer":"/data"}';

  it.each([
    [
      'without anything',
      order({}, null),
      [
        `${account} account - can't be blank`,
        `${startDate} start-date - can't be blank`,
        `${endDate} end-date - can't be blank`,
      ],
    ],
    [
      'of an account that is not there',
      order({ 'start-date': 'foo', 'end-date': '2026-02-01' }, '4711'),
      [`${account} account - can't be blank`],
    ],
    [
      'with blank times',
      order({ 'start-date': '', 'end-date': ' ' }),
      [`${startDate} start-date - can't be blank`, `${endDate} end-date - can't be blank`],
    ],
    [
      'with times that are none',
      order({ 'start-date': 'foo', 'end-date': '2026-13-45' }),
      [`${startDate} start-date - is invalid`, `${endDate} end-date - is invalid`],
    ],
    [
      'with the end before the start',
      order({ 'start-date': '2026-02-02', 'end-date': '2026-02-01' }),
      [`${endDate} end-date - must be greater than start date`],
    ],
    [
      'of no length',
      order({ 'start-date': '2026-02-01', 'end-date': '2026-02-01' }),
      [`${whole} start_time must be less then end_time`],
    ],
    [
      'that ends in the future',
      order({ 'start-date': '2026-02-01', 'end-date': '2026-03-02' }),
      [`${whole} end_time can't be in future`],
    ],
  ])('refuses one %s', async (_, body, faults) => {
    const answer = await send('POST', 'invoices', body);
    expect([answer.status, faultsOf(answer)]).toEqual([422, faults]);
    expect(await rows(`SELECT FROM invoices WHERE type = 'manual'`)).toEqual([]);
  });

  it('refuses a period that touches that of another invoice, and takes one that only borders on it', async () => {
    await create({ 'start-date': '2026-02-10', 'end-date': '2026-02-20' });
    const overlapping = await send('POST', 'invoices', order({ 'start-date': '2026-02-19', 'end-date': '2026-02-21' }));
    expect(faultsOf(overlapping)).toEqual([`${whole} have invoice inside provided period`]);
    await create({ 'start-date': '2026-02-20', 'end-date': '2026-02-21' });
    await create({ 'start-date': '2026-02-09', 'end-date': '2026-02-10' });
  });

  it('refuses one of an account that is billed on a schedule', async () => {
    await rows(
      `UPDATE accounts SET invoice_period_id = 4, next_invoice_at = '2026-04-01', next_invoice_type = 'autoFull' WHERE id = 75`,
    );
    expect(faultsOf(await send('POST', 'invoices', order(february)))).toEqual([
      `${account} account - have invoices auto generation enabled`,
    ]);
  });

  it.each([
    ['no document', '', 400, '106'],
    ['another attribute', order({ ...february, reference: 'mine' }), 400, '105'],
    ['an id', { data: { ...order(february).data, id: '7' } }, 400, '105'],
    ['another type', { data: { type: 'accounts' } }, 400, '101'],
    ['a list', { data: [] }, 400, '122'],
    [
      'an account that is no account',
      { data: { type: 'invoices', relationships: { account: { data: { type: 'contacts', id: '1' } } } } },
      400,
      '116',
    ],
  ])('refuses %s', async (_, body, status, code) => {
    const answer = await send('POST', 'invoices', body === '' ? '{}' : body);
    const { errors } = answer.json() as Errors;
    expect([answer.status, errors[0]?.code]).toEqual([status, code]);
  });

  it.each([
    ['an account beyond all ids', order(february, '99999999999999999999'), 400],
    ['an account beyond the integers of JavaScript', order(february, '99999999999999999'), 422],
    ['an account beyond the integers of the database', order(february, '9999999999'), 422],
    ['a year that no calendar has', order({ 'start-date': '0000-01-01', 'end-date': '2026-02-01' }), 422],
  ])('has an answer for %s', async (_, body, status) => {
    expect((await send('POST', 'invoices', body)).status).toBe(status);
    expect((await send('POST', 'invoices/preview', body)).status).toBe(status);
  });

  it.each(['99999999999999999', '99999999999999999999'])('knows no invoice %s to do anything with', async (id) => {
    const reference = { data: { type: 'invoices', id, attributes: { reference: 'R' } } };
    expect((await send('POST', `invoices/${id}/approve`)).status).toBe(404);
    expect((await send('POST', `invoices/${id}/change-reference`, reference)).status).toBe(404);
    expect((await send('DELETE', `invoices/${id}`)).status).toBe(404);
    expect((await send('POST', `billing-runs/${id}/retry`)).status).toBe(404);
    expect((await send('POST', `failed-jobs/${id}/retry`)).status).toBe(404);
    const contact = {
      data: {
        type: 'contacts',
        attributes: { email: 'a@b.test' },
        relationships: { contractor: { data: { type: 'contractors', id: id.slice(0, 10) } } },
      },
    };
    expect((await send('POST', 'contacts', contact)).status).toBe(422);
  });

  it('is done once for each Idempotency-Key', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => send('POST', 'invoices', order(february), { 'idempotency-key': 'february' })),
    );
    expect(new Set(answers.map(({ status, body }) => `${status} ${body}`)).size).toBe(1);
    expect(await rows(`SELECT FROM pgboss.job WHERE name = 'fill-invoice'`)).toHaveLength(1);
  });
});

describe('DELETE /invoices/:id', () => {
  it('removes an invoice that is not final, with its lines', async () => {
    expect((await send('DELETE', 'invoices/18')).status).toBe(204);
    expect((await send('GET', 'invoices/18')).status).toBe(404);
    expect(await rows('SELECT FROM invoice_originated_destinations')).toEqual([]);
    expect(
      await rows(`SELECT event, actor FROM invoice_events WHERE invoice_id = 18 ORDER BY id DESC LIMIT 1`),
    ).toEqual([{ event: 'deleted', actor: 'admin:139' }]);
  });

  it('refuses one that is approved: 423', async () => {
    await rows(`UPDATE invoices SET state = 'approved' WHERE id = 18`);
    const answer = await send('DELETE', 'invoices/18');
    expect([answer.status, (answer.json() as Errors).errors[0]]).toEqual([
      423,
      { title: 'Locked resource', detail: 'Cannot delete record because it is approved', code: '423', status: '423' },
    ]);
  });

  it('refuses one of subscriptions, open or closed: their calendar opens and closes it', async () => {
    const refusal = "Invoice can't be deleted: it is of subscriptions, whose calendar opens and closes it";
    for (const id of ['19', await openOfSubscriptions()]) {
      const answer = await send('DELETE', `invoices/${id}`);
      expect([answer.status, faultsOf(answer)]).toEqual([422, [`{"pointer":"/data"} ${refusal}`]]);
    }
  });

  it('removes even that where the server is configured to be as Yeti', async () => {
    await server.close();
    await start({ DELETE_APPROVED_INVOICES: 'true' });
    await rows(`UPDATE invoices SET state = 'approved' WHERE id = 18`);
    expect((await send('DELETE', 'invoices/18')).status).toBe(204);
    expect(await rows('SELECT FROM invoices WHERE id = 18')).toEqual([]);
  });

  it('does nothing to another version than If-Match means', async () => {
    expect((await send('DELETE', 'invoices/18', undefined, { 'if-match': 'W/"of yesterday"' })).status).toBe(412);
    const { etag } = (await send('GET', 'invoices/18')).headers;
    expect((await send('DELETE', 'invoices/18', undefined, { 'if-match': String(etag) })).status).toBe(204);
  });

  it('answers 404 and 103 as reads do', async () => {
    expect((await send('DELETE', 'invoices/4711')).status).toBe(404);
    expect((await send('DELETE', 'invoices/abc')).status).toBe(400);
  });
});

describe('approving', () => {
  it('makes a pending invoice final, in the name and for the reason of the request', async () => {
    const answer = await send('POST', 'invoices/18/approve', { meta: { reason: 'checked with the carrier' } });
    expect([answer.status, answer.json()]).toMatchObject([
      200,
      { data: { id: '18', attributes: { state: 'Approved' } } },
    ]);
    expect(
      (await send('GET', 'invoice-events?filter[invoice_id_eq]=18&filter[event_eq]=Approved')).json(),
    ).toMatchObject({
      data: [{ attributes: { event: 'Approved', actor: 'admin:139', reason: 'checked with the carrier' } }],
    });
  });

  it('is refused twice, and before the usage is aggregated', async () => {
    await send('POST', 'invoices/18/approve');
    expect(faultsOf(await send('POST', 'invoices/18/approve'))).toEqual([
      '{"pointer":"/data"} Invoice already approved',
    ]);
    const id = await create();
    expect(faultsOf(await send('POST', `invoices/${id}/approve`))).toEqual([
      '{"pointer":"/data"} Invoice can\'t be approved',
    ]);
    expect((await send('POST', 'invoices/4711/approve')).status).toBe(404);
  });

  it('is refused when the usage has changed since, with the difference, until the invoice is refilled', async () => {
    await cameLate();
    const refusal =
      "Invoice can't be approved: its usage has changed since it was filled, its total of 1.5 would be 98.9. Refill it";
    expect(faultsOf(await send('POST', 'invoices/18/approve'))).toEqual([`{"pointer":"/data"} ${refusal}`]);
    expect((await send('POST', 'invoices/approve', { data: [{ type: 'invoices', id: '18' }] })).json()).toMatchObject({
      meta: { outcomes: [{ id: '18', outcome: 'Refused', errors: [{ title: refusal }] }] },
    });

    const refilled = await send('POST', 'invoices/18/refill', { meta: { reason: 'late files' } });
    expect([refilled.status, refilled.json()]).toMatchObject([
      200,
      { data: { id: '18', attributes: { state: 'Pending' } } },
    ]);
    expect((await send('POST', 'invoices/18/approve')).status).toBe(200);
    expect(
      (await send('GET', 'invoice-events?filter[invoice_id_eq]=18&filter[event_eq]=Refilled')).json(),
    ).toMatchObject({
      data: [{ attributes: { reason: 'late files' } }],
    });
  });

  it('many tells the outcome of each', async () => {
    const beyond = '99999999999999999999';
    const identifiers = ['18', '4711', '18', 'abc', beyond].map((id) => ({ type: 'invoices', id }));
    const answer = await send('POST', 'invoices/approve', { data: identifiers });
    expect(answer.json()).toEqual({
      meta: {
        outcomes: [
          { id: '18', outcome: 'Approved' },
          { id: '4711', outcome: 'Refused', errors: [expect.objectContaining({ code: '404' })] },
          { id: '18', outcome: 'Refused', errors: [expect.objectContaining({ title: 'Invoice already approved' })] },
          { id: 'abc', outcome: 'Refused', errors: [expect.objectContaining({ code: '103' })] },
          { id: beyond, outcome: 'Refused', errors: [expect.objectContaining({ code: '404' })] },
        ],
      },
    });
  });
});

describe('refilling', () => {
  it('is for invoices under review alone', async () => {
    const refused = ['{"pointer":"/data"} Invoice can\'t be refilled'];
    expect(faultsOf(await send('POST', `invoices/${await create()}/refill`))).toEqual(refused);
    await send('POST', 'invoices/18/approve');
    expect(faultsOf(await send('POST', 'invoices/18/refill'))).toEqual(refused);
    expect((await send('POST', 'invoices/4711/refill')).status).toBe(404);
    expect((await send('POST', 'invoices/abc/refill')).status).toBe(400);
  });
});

describe('a preview', () => {
  it('is what the invoice would be, and leaves nothing', async () => {
    await rows(`INSERT INTO transactions (account_id, amount, created_at) VALUES (75, 12.5, '2026-02-10T00:00:00Z')`);
    const answer = await send('POST', 'invoices/preview', order(february));
    expect([answer.status, answer.json()]).toMatchObject([
      200,
      { data: { id: 'preview', type: 'invoice-previews', attributes: { state: 'Pending', 'amount-spent': '12.5' } } },
    ]);
    expect(await rows(`SELECT FROM invoices WHERE type = 'manual'`)).toEqual([]);
    expect(await rows(`SELECT FROM pgboss.job WHERE name = 'fill-invoice'`)).toEqual([]);
  });

  it('is refused as the invoice would be', async () => {
    expect((await send('POST', 'invoices/preview', order({}))).status).toBe(422);
  });
});

describe('the usage of a scheduled account so far', () => {
  const usageSoFar = (attributes: object = {}) => send('POST', 'invoices/usage-so-far', order(attributes));

  it('is an invoice of its running period up to now, of which nothing is kept', async () => {
    await rows(
      `UPDATE accounts SET invoice_period_id = 4, next_invoice_at = '2026-04-01T00:00:00Z', next_invoice_type = 'autoFull' WHERE id = 75`,
    );
    const now = server.clock.now();
    await rows(`UPDATE accounts SET next_invoice_at = '${now.add({ hours: 24 }).toString()}' WHERE id = 75`);
    await rows(
      `INSERT INTO transactions (account_id, amount, created_at) VALUES (75, 12.5, '${now.subtract({ hours: 1 }).toString()}')`,
    );
    const before = await rows('SELECT count(*) FROM invoices');

    expect((await send('POST', 'invoices/preview', order(february))).status).toBe(422);
    const answer = await usageSoFar();
    expect([answer.status, answer.json()]).toMatchObject([
      200,
      {
        data: {
          ...{ id: 'preview', type: 'invoice-previews' },
          attributes: {
            'amount-spent': '12.5',
            'invoice-type': 'Auto Full',
            'end-date': now.toString({ fractionalSecondDigits: 3 }),
          },
        },
      },
    ]);
    expect(await rows('SELECT count(*) FROM invoices')).toEqual(before);
    expect(await rows('SELECT FROM billing_chains WHERE account_id = 75')).toEqual([]);
  });

  it('takes no period', async () => {
    expect(faultsOf(await usageSoFar(february))).toEqual([
      `{"pointer":"/data/attributes/start-date"} start-date - must be blank`,
    ]);
  });
});

describe('what is to be paid of an invoice', () => {
  it('is its exact total, rounded once to the digits of its currency, beside the difference', async () => {
    const id = await create();
    await rows(
      `UPDATE invoices SET services_amount_spent = 12.345, amount_spent = 12.345, total = 12.345 WHERE id = ${id}`,
    );
    expect((await send('GET', `invoice-totals/${id}`)).json()).toMatchObject({
      data: {
        ...{ id, type: 'invoice-totals' },
        attributes: {
          ...{ reference: id, state: 'New', currency: 'USD' },
          ...{ 'exact-total': '12.345', 'payable-total': '12.35', 'rounding-difference': '-0.005' },
        },
        relationships: { account: { data: { type: 'accounts', id: '75' } } },
      },
    });
    const found = await send('GET', 'invoice-totals?filter[payable_total_eq]=12.35');
    expect(found.json()).toMatchObject({ data: [{ id }] });
  });
});

describe('the reference of an invoice', () => {
  const change = (id: string, reference: string) =>
    send('POST', `invoices/${id}/change-reference`, { data: { type: 'invoices', id, attributes: { reference } } });

  it('is changed while it is pending', async () => {
    expect((await change('18', 'R-18')).json()).toMatchObject({ data: { attributes: { reference: 'R-18' } } });
    expect(
      await rows(`SELECT event, details FROM invoice_events WHERE invoice_id = 18 ORDER BY id DESC LIMIT 1`),
    ).toEqual([{ event: 'referenceChanged', details: { from: null, to: 'R-18' } }]);
  });

  it('is not changed before, after, or into nothing', async () => {
    expect(faultsOf(await change('18', ''))).toEqual([
      `{"pointer":"/data/attributes/reference"} reference - can't be blank`,
    ]);
    await send('POST', 'invoices/18/approve');
    const refusal = `{"pointer":"/data"} Invoice reference can't be changed`;
    expect(faultsOf(await change('18', 'R'))).toEqual([refusal]);
    expect(faultsOf(await change(await create(), 'R'))).toEqual([refusal]);
  });
});

describe('who watches over billing', () => {
  it('sees runs, with what became of each account', async () => {
    expect((await send('GET', 'billing-runs/1?include=accounts')).json()).toMatchObject({
      data: { type: 'billing-runs', attributes: { state: 'Running', 'expected-count': 0, sums: null } },
      included: [{ type: 'billing-run-accounts', attributes: { outcome: 'Billed', cause: null } }],
    });
    expect(
      (await send('GET', 'billing-run-accounts?filter[billing_run_id_eq]=1&filter[outcome_eq]=Parked')).json(),
    ).toMatchObject({
      data: [],
      meta: { 'total-count': 0 },
    });
  });

  it('has a run tried again by a job', async () => {
    expect((await send('POST', 'billing-runs/1/retry')).status).toBe(202);
    expect(await rows(`SELECT data FROM pgboss.job WHERE name = 'billing-run'`)).toEqual([
      { data: { job: 'billing-run', at: '2026-01-02T05:30:00Z', retryParked: true } },
    ]);
  });

  it('puts a failed job back into its queue', async () => {
    expect((await send('GET', 'failed-jobs')).json()).toMatchObject({
      data: [{ id: '1', attributes: { job: 'fill-invoice', data: { invoiceId: 18 }, cause: 'the disk was full' } }],
    });
    expect((await send('POST', 'failed-jobs/1/retry')).status).toBe(204);
    expect((await send('POST', 'failed-jobs/1/retry')).status).toBe(404);
    expect(await rows(`SELECT data FROM pgboss.job WHERE name = 'fill-invoice'`)).toEqual([
      { data: { job: 'fill-invoice', invoiceId: 18 } },
    ]);
  });
});
