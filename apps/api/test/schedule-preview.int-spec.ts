import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { SchedulePreview } from '@org/invoice-domain';
import { contentsOf } from '@org/invoice-domain/testing';
import type { Answer } from '@org/tools/testing';
import { AdminRequests, refusalsOf } from './support/admin-requests.js';
import { startTestApp, type TestApp } from './support/test-app.js';

let server: TestApp;
let admin: AdminRequests;

/** It is 1 March 2026, noon: account 75 is billed by the month, and was until February. */
beforeAll(async () => {
  server = await startTestApp();
  admin = new AdminRequests(server);
  await server.database.dataSource.query(`
    UPDATE accounts SET invoice_period_id = 4, next_invoice_at = '2026-04-01T00:00:00Z', next_invoice_type = 'autoFull' WHERE id = 75;
    INSERT INTO invoices (account_id, reseller_id, kind, state, type, currency, time_zone, payment_model, starts_at, ends_at, from_date, to_date)
    SELECT id, reseller_id, 'usage', 'pending', 'manual', currency, 'UTC', payment_model, '2026-02-01T00:00:00Z', '2026-03-01T00:00:00Z', '2026-02-01', '2026-03-01'
    FROM accounts WHERE id = 75`);
});

afterAll(() => server.close());

const preview = (attributes: object, id = '75') =>
  admin.post(`/accounts/${id}/preview`, { type: 'accounts', id, attributes });

const metaOf = (answer: Answer): SchedulePreview => (answer.json() as { readonly meta: SchedulePreview }).meta;

describe('POST /accounts/{id}/preview', () => {
  it('tells the periods that would follow, of which the first is the odd one, and leaves nothing', async () => {
    const before = await contentsOf(server.database.dataSource);
    const answer = await preview({ 'invoice-period-id': 2 });

    expect(answer.status).toBe(200);
    const { boundary, periods } = metaOf(answer);
    expect(boundary).toBe('2026-03-02T00:00:00Z');
    expect(periods.slice(0, 2)).toEqual([
      {
        startsAt: '2026-03-01T00:00:00Z',
        endsAt: '2026-03-02T00:00:00Z',
        type: 'autoFull',
        isOdd: true,
        isOver: false,
      },
      {
        startsAt: '2026-03-02T00:00:00Z',
        endsAt: '2026-03-09T00:00:00Z',
        type: 'autoFull',
        isOdd: false,
        isOver: false,
      },
    ]);
    expect(await contentsOf(server.database.dataSource)).toEqual(before);
  });

  it('is followed by the change, which plans the first of them', async () => {
    const [first] = metaOf(await preview({ timezone: 'Asia/Tokyo' })).periods;
    const changed = { type: 'accounts', id: '75', attributes: { timezone: 'Asia/Tokyo' } };
    expect((await admin.patch('/accounts/75', changed)).status).toBe(200);

    const [planned]: readonly { readonly at: string }[] = await server.database.dataSource.query(
      `SELECT to_char(next_invoice_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at FROM accounts WHERE id = 75`,
    );
    expect(planned?.at).toBe(first?.endsAt);
  });

  it('has no periods once the schedule is cleared', async () => {
    expect(metaOf(await preview({ 'invoice-period-id': null }))).toEqual({ periods: [] });
  });

  it('is refused as the change would be', async () => {
    expect(refusalsOf(await preview({ 'invoice-period-id': 9, timezone: 'Mars' }))).toEqual([
      '100 | invoice-period-id - is not included in the list | /data/attributes/invoice-period-id',
      '100 | timezone - Mars is not a valid timezone | /data/attributes/timezone',
    ]);
    expect((await preview({ name: 'other' })).status).toBe(400);
    expect((await preview({}, '4711')).status).toBe(404);
    expect((await preview({}, 'abc')).status).toBe(400);
  });
});
