import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { prepareJobs } from '../../src/billing/prepare-jobs.js';
import { dataOf, refusalsOf } from '../support/admin-requests.js';
import { newFindings } from '../support/findings.js';
import { startTestApp, type TestApp } from '../support/test-app.js';
import { Calendar } from './support/calendar.js';
import { Office } from './support/office.js';
import { Switch } from './support/switch.js';

/*
 * A year in the life of four customers of one reseller, told from January to January. Every chapter goes on where the one before it has
 * ended, so none can be run by itself.
 *
 *   dnipro   Europe/Kyiv, monthly             calls every day for 0.1
 *   pacific  America/Los_Angeles, weekly,     calls every day for 0.01
 *            split where a month begins
 *   island   Australia/Lord_Howe, two weeks   calls every day for 0.001
 *   carrier  Europe/Berlin, by hand           carries the calls of dnipro, for 0.04 each
 *
 * So an amount tells how many days were billed. Moments are in UTC, where it is noon whenever somebody acts.
 */
jest.setTimeout(60_000);

let server: TestApp;
let office: Office;
let calls: Switch;
let calendar: Calendar;
let foundBefore: readonly string[];
let dnipro: string;
let pacific: string;
let island: string;
let carrier: string;

/** Errors that `npm run verify` finds, without those of the sample ledger. */
const findings = (): Promise<readonly string[]> => newFindings(server, foundBefore);

const query = (sql: string): Promise<unknown> => server.database.dataSource.query(sql);

beforeAll(async () => {
  server = await startTestApp();
  await prepareJobs(server.database.dataSource, server.database.url);
  office = new Office(server);
  calls = new Switch(server);
  calendar = new Calendar(server, calls, '2026-01-05');
  foundBefore = [];
  foundBefore = await findings();
});

afterAll(() => server.close());

describe('a year of billing', () => {
  it('begins with customers that are set up and planned', async () => {
    const contractor = await office.create('contractors', { name: 'Story', customer: true, vendor: true });
    const books = await office.create(
      'contacts',
      { email: 'books@story.test' },
      { contractor: ['contractors', contractor] },
    );
    const open = (name: string, timezone: string, period?: number) =>
      office.create(
        'accounts',
        { name, timezone, 'send-invoices-to': [Number(books)], ...(period && { 'invoice-period-id': period }) },
        { contractor: ['contractors', contractor] },
      );
    dnipro = await open('dnipro', 'Europe/Kyiv', 4);
    pacific = await open('pacific', 'America/Los_Angeles', 6);
    island = await open('island', 'Australia/Lord_Howe', 3);
    carrier = await open('carrier', 'Europe/Berlin');
    // As in Yeti, templates of references are not on the API.
    await query(`UPDATE accounts SET invoice_ref_template = 'DN-$year$month-$seq(4)' WHERE id = ${dnipro}`);
    await query(`UPDATE accounts SET invoice_ref_template = 'PV-$seq' WHERE id = ${pacific}`);
    await office.create(
      'services',
      { name: 'leased line', 'initial-price': '25.5', 'renew-price': '0' },
      { account: ['accounts', dnipro], 'service-type': ['service-types', 1] },
    );

    expect(await office.plannedFor(dnipro)).toBe('autoFull until 2026-01-31T22:00Z');
    expect(await office.plannedFor(pacific)).toBe('autoFull until 2026-01-12T08:00Z');
    expect(await office.plannedFor(island)).toBe('autoFull until 2026-01-18T13:00Z');
    expect(await office.plannedFor(carrier)).toBe('nothing');
    expect(dataOf(await office.admin.get(`/accounts/${dnipro}`)).attributes).toMatchObject({
      balance: '-25.5',
      'send-invoices-to': [Number(books)],
    });
  });

  it('imports calls, and those that are sent again only once', async () => {
    calls.habits.push(
      { customer: dnipro, price: '0.1', vendor: carrier, cost: '0.04' },
      { customer: pacific, price: '0.01' },
      { customer: island, price: '0.001' },
    );
    await calendar.untilThe('2026-01-06');

    expect((await calls.send(calls.latest)).status).toBe(200);
    expect(dataOf(await calls.send({ ...calls.latest, id: 'the-same-again' })).attributes).toMatchObject({
      received: 3,
      accepted: 0,
      'already-there': 3,
    });
  });

  it('bills January on the first of February, to the cent', async () => {
    await calendar.untilThe('2026-01-31');
    expect(await office.latestInvoicesOf(dnipro, 9)).toEqual([]);
    await calendar.untilThe('2026-02-01');

    // 27 days from the fifth on, and the line.
    expect(await office.latestInvoicesOf(dnipro, 9)).toEqual(['Auto Full 2025-12-31T22:00Z – 2026-01-31T22:00Z 28.2']);
    const invoice = await office.invoiceOf(dnipro, 1);
    expect(dataOf(await office.admin.get(`/invoices/${invoice}`)).attributes).toMatchObject({
      state: 'Pending',
      reference: 'DN-202602-$seq(4)',
      'originated-amount-spent': '2.7',
      'originated-calls-count': 27,
      'originated-billing-duration': 1_620,
      'originated-first-call-at': '2026-01-05T12:00:00.000Z',
      'originated-last-call-at': '2026-01-31T12:00:00.000Z',
      'services-amount-spent': '25.5',
      'amount-earned': '0.0',
    });
    expect(await office.historyOf(invoice)).toEqual([
      'Created by job:billing-run 2026-02-01T05:30Z',
      'Filled by job:billing-run 2026-02-01T05:30Z',
    ]);
    expect((await office.runOf('2026-02-01')).attributes).toMatchObject({
      state: 'Finished',
      'expected-count': 1,
      'billed-count': 1,
      sums: [{ currency: 'EUR', usageSpent: '28.2', usageEarned: '0', invoicedSpent: '28.2', invoicedEarned: '0' }],
    });
    expect(await office.resellerSees(dnipro, invoice)).toEqual(['open DN-202602-$seq(4) 2026-01-01 – 2026-02-01 28.2']);
  });

  it('has an Auto Partial where the month cuts a week', async () => {
    await calendar.untilThe('2026-02-10');

    expect(await office.latestInvoicesOf(pacific, 9)).toEqual([
      'Auto Full 2026-01-05T08:00Z – 2026-01-12T08:00Z 0.07',
      'Auto Full 2026-01-12T08:00Z – 2026-01-19T08:00Z 0.07',
      'Auto Full 2026-01-19T08:00Z – 2026-01-26T08:00Z 0.07',
      'Auto Partial 2026-01-26T08:00Z – 2026-02-01T08:00Z 0.06',
      'Auto Partial 2026-02-01T08:00Z – 2026-02-02T08:00Z 0.01',
      'Auto Full 2026-02-02T08:00Z – 2026-02-09T08:00Z 0.07',
    ]);
    expect(await office.latestInvoicesOf(island, 9)).toEqual([
      'Auto Full 2026-01-04T13:00Z – 2026-01-18T13:00Z 0.014',
      'Auto Full 2026-01-18T13:00Z – 2026-02-01T13:00Z 0.014',
    ]);
  });

  it('shortens a scheduled invoice by a manual one in between', async () => {
    const refused = await office.admin.post('/invoices', office.order(dnipro, '2026-02-01', '2026-02-10'));
    expect(refusalsOf(refused)).toEqual([
      '100 | account - have invoices auto generation enabled | /data/relationships/account',
    ]);
    await office.change(dnipro, { 'invoice-period-id': null });
    const manual = await office.bill(dnipro, '2026-02-01', '2026-02-10');
    expect(await office.historyOf(manual)).toEqual(['Created by admin:139 2026-02-10T12:00Z']);
    await calendar.doJobs();
    expect(await office.historyOf(manual)).toEqual([
      'Created by admin:139 2026-02-10T12:00Z',
      'Filled by job:fill-invoice 2026-02-10T12:00Z',
    ]);
    await office.change(dnipro, { 'invoice-period-id': 4 });
    await office.create('transactions', { amount: '-1.5' }, { account: ['accounts', dnipro] });
    await calendar.untilThe('2026-03-01');

    expect(await office.latestInvoicesOf(dnipro, 2)).toEqual([
      'Manual 2026-01-31T22:00Z – 2026-02-09T22:00Z 0.9',
      'Auto Full 2026-02-09T22:00Z – 2026-02-28T22:00Z 1.9',
    ]);
    const shortened = await office.invoiceOf(dnipro, 1);
    expect(dataOf(await office.admin.get(`/invoices/${shortened}`)).attributes).toMatchObject({
      'services-amount-earned': '1.5',
    });
    expect(await office.resellerSees(dnipro, shortened)).toEqual([
      'open DN-202603-$seq(4) 2026-02-10 – 2026-03-01 0.4',
    ]);
  });

  it('parks a customer whose calls name a network that is gone, bills the others, and the customer by the way out that it names', async () => {
    const network = await office.create('networks', { name: 'gone' }, { 'network-type': ['network-types', 1] });
    const call = calls.rowOf({ at: '2026-03-01T11:00:00Z', customer: island, price: '3', network });
    expect((await calls.send({ id: 'into-that-network', rows: call })).status).toBe(201);
    expect((await office.admin.remove(`/networks/${network}`)).status).toBe(423);
    // Somebody deletes it at a console, with the triggers off.
    await query(
      `SET session_replication_role = replica; DELETE FROM networks WHERE id = ${network}; RESET session_replication_role`,
    );
    await calendar.untilThe('2026-03-02');

    const run = await office.runOf('2026-03-02');
    expect(run.attributes).toMatchObject({ 'expected-count': 2, 'billed-count': 1, 'parked-count': 1 });
    expect(await office.outcomeOf(run.id, pacific)).toEqual([['Billed', null]]);
    expect(await office.outcomeOf(run.id, island)).toEqual([
      [
        'Parked',
        `its calls name a network that is not there: Key (network_id)=(${network}) is not present in table "networks". Give them another one by cdr-replacement-batches, then retry the run.`,
      ],
    ]);

    await calendar.untilThe('2026-03-03');
    const again = await office.runOf('2026-03-03');
    expect(await office.outcomeOf(again.id, island)).toEqual([['Parked', expect.any(String)]]);
    expect(await findings()).toEqual([
      expect.stringContaining(`account ${island} is parked by the billing run of 2026-03-02`),
      expect.stringContaining(`account ${island} is parked by the billing run of 2026-03-03`),
      expect.stringMatching(new RegExp(`^unbilled usage: account ${island}: 16 .* 3.015 spent`)),
    ]);

    const mended = { ...(JSON.parse(call) as object), dst_network_id: 1, reason: 'the network is gone' };
    const replaced = await calls.replace({ id: 'from-that-network', rows: `${JSON.stringify(mended)}\n` });
    expect(replaced.json()).toMatchObject({ data: { attributes: { accepted: 1, rejected: 0 } } });
    expect((await office.act(`/billing-runs/${run.id}/retry`)).status).toBe(202);
    await calendar.doJobs();

    expect(await office.outcomeOf(run.id, island)).toEqual([['Billed', null]]);
    expect(await findings()).toEqual([]);
    await office.act(`/billing-runs/${again.id}/retry`);
    await calendar.doJobs();
    expect(await office.outcomeOf(again.id, island)).toEqual([['Skipped', 'the account is no longer due']]);
    expect(await office.latestInvoicesOf(island, 1)).toEqual(['Auto Full 2026-02-15T13:00Z – 2026-03-01T13:00Z 3.014']);
  });

  it('bills a day of 23 hours as one day, and ends periods when the clocks of the customer say so', async () => {
    calls.expect(
      // Los Angeles goes an hour ahead on the eighth: the week that ends on the ninth has 167 hours.
      { at: '2026-03-09T06:59:59.999999Z', customer: pacific, price: '5' },
      { at: '2026-03-09T07:00:00Z', customer: pacific, price: '7' },
      // Berlin and Kyiv on the 29th.
      { at: '2026-03-28T22:59:59.999999Z', customer: carrier, price: '3' },
      { at: '2026-03-28T23:00:00Z', customer: carrier, price: '5' },
      { at: '2026-03-29T21:59:59.999999Z', customer: carrier, price: '7' },
      { at: '2026-03-29T22:00:00Z', customer: carrier, price: '11' },
      { at: '2026-03-31T20:59:59.999999Z', customer: dnipro, price: '5' },
      { at: '2026-03-31T21:00:00Z', customer: dnipro, price: '7' },
      // Lord Howe goes back on the fifth of April, by half an hour.
      { at: '2026-04-12T13:29:59.999999Z', customer: island, price: '5' },
      { at: '2026-04-12T13:30:00Z', customer: island, price: '7' },
    );
    await calendar.untilThe('2026-05-01');
    await office.bill(carrier, '2026-01-01', '2026-03-29');
    await office.bill(carrier, '2026-03-29', '2026-03-30');
    await calendar.doJobs();

    expect(await office.latestInvoicesOf(carrier, 2)).toEqual([
      'Manual 2025-12-31T23:00Z – 2026-03-28T23:00Z 3.0',
      'Manual 2026-03-28T23:00Z – 2026-03-29T22:00Z 12.0',
    ]);
    expect((await office.latestInvoicesOf(pacific, 9)).slice(0, 2)).toEqual([
      'Auto Full 2026-03-02T08:00Z – 2026-03-09T07:00Z 5.07',
      'Auto Full 2026-03-09T07:00Z – 2026-03-16T07:00Z 7.07',
    ]);
    expect(await office.latestInvoicesOf(dnipro, 2)).toEqual([
      'Auto Full 2026-02-28T22:00Z – 2026-03-31T21:00Z 8.1',
      'Auto Full 2026-03-31T21:00Z – 2026-04-30T21:00Z 10.0',
    ]);
    expect(await office.latestInvoicesOf(island, 2)).toEqual([
      'Auto Full 2026-03-29T13:00Z – 2026-04-12T13:30Z 5.014',
      'Auto Full 2026-04-12T13:30Z – 2026-04-26T13:30Z 7.014',
    ]);
  });

  it('catches up in one run after the server was off for a fortnight', async () => {
    await calendar.untilThe('2026-06-09');
    await calendar.withoutServerUntilThe('2026-06-23');
    expect(await office.latestInvoicesOf(pacific, 1)).toEqual(['Auto Full 2026-06-01T07:00Z – 2026-06-08T07:00Z 0.07']);
    await calendar.untilThe('2026-06-24');
    expect(await office.latestInvoicesOf(pacific, 2)).toEqual([
      'Auto Full 2026-06-08T07:00Z – 2026-06-15T07:00Z 0.07',
      'Auto Full 2026-06-15T07:00Z – 2026-06-22T07:00Z 0.07',
    ]);
    expect(await office.latestInvoicesOf(island, 1)).toEqual(['Auto Full 2026-06-07T13:30Z – 2026-06-21T13:30Z 0.014']);
  });

  it('plans a customer anew that changes its period, from where it was billed', async () => {
    await calendar.untilThe('2026-08-20');
    expect(await office.plannedFor(dnipro)).toBe('autoFull until 2026-08-31T21:00Z');
    await office.change(dnipro, { 'invoice-period-id': 7 });
    expect(await office.plannedFor(dnipro)).toBe('autoFull until 2026-08-31T21:00Z');
    await calendar.untilThe('2026-09-01');
    expect(await office.latestInvoicesOf(dnipro, 2)).toEqual([
      'Auto Full 2026-06-30T21:00Z – 2026-07-31T21:00Z 3.1',
      'Auto Full 2026-07-31T21:00Z – 2026-08-31T21:00Z 3.1',
    ]);

    await office.change(dnipro, { 'invoice-period-id': null });
    await calendar.untilThe('2026-09-05');
    await office.change(dnipro, { 'invoice-period-id': 7 });
    expect(await office.plannedFor(dnipro)).toBe('autoFull until 2026-09-15T21:00Z');
  });

  it('plans a customer anew that moves to another zone, from where it was billed', async () => {
    await calendar.untilThe('2026-10-10');
    await office.change(dnipro, { timezone: 'Asia/Tbilisi' });
    expect(await office.plannedFor(dnipro)).toBe('autoFull until 2026-10-15T20:00Z');
    await calendar.untilThe('2026-11-01');

    expect(await office.latestInvoicesOf(dnipro, 3)).toEqual([
      'Auto Full 2026-09-15T21:00Z – 2026-09-30T21:00Z 1.5',
      'Auto Full 2026-09-30T21:00Z – 2026-10-15T20:00Z 1.5',
      'Auto Full 2026-10-15T20:00Z – 2026-10-31T20:00Z 1.6',
    ]);
  });

  it('bills a day of 25 hours as one day', async () => {
    // The first of November is the last day of summer time in Los Angeles, and a part of a week by itself.
    calls.expect(
      { at: '2026-11-02T07:59:59.999999Z', customer: pacific, price: '0.9' },
      { at: '2026-11-02T08:00:00Z', customer: pacific, price: '0.8' },
    );
    await calendar.untilThe('2026-11-10');

    expect(await office.latestInvoicesOf(pacific, 3)).toEqual([
      'Auto Partial 2026-10-26T07:00Z – 2026-11-01T07:00Z 0.06',
      'Auto Partial 2026-11-01T07:00Z – 2026-11-02T08:00Z 0.91',
      'Auto Full 2026-11-02T08:00Z – 2026-11-09T08:00Z 0.87',
    ]);
  });

  it('finds calls that came too late, and bills them to nobody in silence', async () => {
    expect(await findings()).toEqual([]);
    const late = calls.rowOf({ at: '2026-10-03T09:00:00Z', customer: dnipro, price: '0.5' });
    expect((await calls.send({ id: 'late-calls', rows: late })).status).toBe(201);
    await calendar.untilThe('2026-11-20');

    expect(await office.latestInvoicesOf(dnipro, 3)).toEqual([
      'Auto Full 2026-09-30T21:00Z – 2026-10-15T20:00Z 1.5',
      'Auto Full 2026-10-15T20:00Z – 2026-10-31T20:00Z 1.6',
      'Auto Full 2026-10-31T20:00Z – 2026-11-15T20:00Z 1.5',
    ]);
    expect(await findings()).toEqual([
      `late usage: invoice ${await office.invoiceOf(dnipro, 3)} (account ${dnipro}, 2026-09-30 21:00:00+00 to ` +
        '2026-10-15 20:00:00+00): originated is no longer what it was filled with: count +1, spent +0.5, earned 0',
    ]);
  });

  it('numbers what is approved without gaps, reseller by reseller, and the reseller sees it closed', async () => {
    const [january, february] = (await office.invoicesOf(dnipro)).map(({ id }) => id);
    const [week] = (await office.invoicesOf(pacific)).map(({ id }) => id);
    await query(`UPDATE accounts SET invoice_ref_template = 'Child-$seq' WHERE id = 75`);
    const child = await office.bill('75', '2026-03-01', '2026-04-01');
    await calendar.doJobs();
    const approved: string[] = [];
    for (const id of [january, week, child, february]) {
      approved.push(String(dataOf(await office.act(`/invoices/${String(id)}/approve`)).attributes['reference']));
    }

    // The sample ledger has given number 1 of the first reseller away.
    expect(approved).toEqual(['DN-202602-0002', 'PV-3', 'Child-1', 'DN-202602-0004']);
    expect(
      await office.resellerSees(dnipro, String(january), String(february), await office.invoiceOf(dnipro, 1)),
    ).toEqual([
      'closed DN-202602-0002 2026-01-01 – 2026-02-01 28.2',
      'closed DN-202602-0004 2026-02-01 – 2026-02-10 0.9',
      'open DN-202611-$seq(4) 2026-11-01 – 2026-11-16 1.5',
    ]);
    expect((await office.historyOf(String(january))).at(-1)).toBe('Approved by admin:139 2026-11-20T12:00Z');
  });

  it('neither changes nor deletes what is approved, and tells so invoice by invoice', async () => {
    const [january = '', , march = ''] = (await office.invoicesOf(dnipro)).map(({ id }) => id);
    const before = (await office.admin.get(`/invoices/${january}`)).body;
    const changed = await office.admin.post(`/invoices/${january}/change-reference`, {
      type: 'invoices',
      id: january,
      attributes: { reference: 'another' },
    });
    expect(refusalsOf(changed)).toEqual(["100 | Invoice reference can't be changed | /data"]);
    const deleted = await office.admin.remove(`/invoices/${january}`);
    expect([deleted.status, refusalsOf(deleted)]).toEqual([423, ['423 | Cannot delete record because it is approved']]);
    expect(await office.approveAll(march, january, '999999')).toEqual([
      `${march} Approved`,
      `${january} Refused: Invoice already approved`,
      '999999 Refused: Record not found',
    ]);
    expect((await office.admin.get(`/invoices/${january}`)).body).toBe(before);
  });

  it('shows beforehand what an invoice will be', async () => {
    const order = office.order(carrier, '2026-03-30', '2026-11-01');
    const preview = await office.admin.post('/invoices/preview', order);
    const { state, 'amount-spent': spent, 'amount-earned': earned } = dataOf(preview).attributes;
    // 216 calls of dnipro for 0.04 each.
    expect([state, spent, earned]).toEqual(['Pending', '11.0', '8.64']);

    const id = await office.bill(carrier, '2026-03-30', '2026-11-01');
    await calendar.doJobs();
    expect(dataOf(await office.admin.get(`/invoices/${id}`)).attributes).toEqual({
      ...dataOf(preview).attributes,
      reference: id,
    });
  });

  it('bills the period of a deleted invoice anew', async () => {
    const deleted = await office.invoiceOf(dnipro, 1);
    expect((await office.admin.remove(`/invoices/${deleted}`)).status).toBe(204);
    expect((await office.historyOf(deleted)).at(-1)).toBe('Deleted by admin:139 2026-11-20T12:00Z');
    expect(await office.resellerSees(dnipro, deleted)).toEqual([]);
    await calendar.untilThe('2026-12-01');
    expect(await office.latestInvoicesOf(dnipro, 2)).toEqual([
      'Auto Full 2026-10-31T20:00Z – 2026-11-15T20:00Z 1.5',
      'Auto Full 2026-11-15T20:00Z – 2026-11-30T20:00Z 1.5',
    ]);
  });

  it('has a period of three weeks in December, as the year has 53', async () => {
    await calendar.untilThe('2027-01-10');
    expect(await office.latestInvoicesOf(island, 1)).toEqual(['Auto Full 2026-12-06T13:00Z – 2026-12-20T13:00Z 0.014']);
    await calendar.untilThe('2027-01-12');
    expect(await office.latestInvoicesOf(island, 1)).toEqual(['Auto Full 2026-12-20T13:00Z – 2027-01-10T13:00Z 0.021']);
  });

  it('ends with all usage billed once, but for the late call, and without a day between two invoices', async () => {
    await office.bill(carrier, '2026-11-01', '2027-01-01');
    await calendar.doJobs();

    // 361 and 371 days, the line, what was called around the changes of the clocks and into the network that was gone.
    expect(await office.billedInAll(dnipro)).toBe('17 invoices: 73.6 spent, 1.5 earned, 72.1 in all');
    expect(await office.billedInAll(pacific)).toBe('64 invoices: 17.41 spent, 0.0 earned, 17.41 in all');
    expect(await office.billedInAll(island)).toBe('26 invoices: 15.371 spent, 0.0 earned, 15.371 in all');
    expect(await office.billedInAll(carrier)).toBe('4 invoices: 26.0 spent, 14.44 earned, 11.56 in all');
    expect(await office.usedInAll(dnipro)).toBe('72.6');
    expect(await office.usedInAll(pacific)).toBe('17.41');
    expect(await office.usedInAll(island)).toBe('15.371');
    expect(await office.usedInAll(carrier)).toBe('11.56');
    for (const account of [dnipro, pacific, island, carrier]) {
      const periods = (await office.invoicesOf(account)).map(({ attributes }) => attributes);
      expect(periods.slice(1).map((period) => period['start-date'])).toEqual(
        periods.slice(0, -1).map((period) => period['end-date']),
      );
    }
    // Nobody has run the sales of the account that the ledger came with.
    expect(await findings()).toEqual([
      expect.stringMatching(/^sales: account 74: .* it is not parked$/),
      expect.stringMatching(/^late usage: .* count \+1, spent \+0\.5, earned 0$/),
    ]);
  });
});
