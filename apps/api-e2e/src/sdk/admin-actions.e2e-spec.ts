import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  answerOf,
  createAdminClient,
  ConflictError,
  Decimal,
  loadTemporal,
  NotFoundError,
  PreconditionFailedError,
  ValidationError,
  type AdminClient,
} from '@org/sdk';
import { demoCredentials } from '@org/tools/demo';
import { DemoWorld } from '../support/demo-world.js';

let world: DemoWorld;
let admin: AdminClient;

beforeAll(async () => {
  world = await DemoWorld.start();
  admin = createAdminClient({ baseUrl: world.origin, credentials: demoCredentials.admin });
});

afterAll(() => world.stop());

const failureOf = (work: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(work).then(
    () => undefined,
    (error: unknown) => error,
  );

const pending = async () => {
  const [invoice] = await admin.invoices.list({ filter: { state: 'pending', kind: 'usage' } }).toArray({ limit: 1 });
  if (invoice === undefined) throw new Error('nothing in the demo waits for approval');
  return invoice;
};

describe('an invoice under review', () => {
  it('gets another reference, and is approved as the version that was seen', async () => {
    const { id } = await pending();
    const seen = await admin.invoices.get(id);
    const changed = await admin.invoices.changeReference(id, { reference: 'SDK-$seq' }, { reason: 'a new scheme' });
    const stale = admin.invoices.approve(id, { ifMatch: answerOf(seen)?.etag ?? '' });

    expect(changed).toEqual(await admin.invoices.get(id));
    expect(await failureOf(stale)).toBeInstanceOf(PreconditionFailedError);
    const options = { reason: 'agreed', idempotencyKey: 'approves-it', ifMatch: answerOf(changed)?.etag ?? '' };
    const approved = await admin.invoices.approve(id, options);
    expect(approved.state).toBe('approved');
    expect(approved.reference).toMatch(/^SDK-\d+$/);
    expect(await admin.invoices.approve(id, options)).toEqual(approved);
    expect(await failureOf(admin.invoices.approve(id))).toBeInstanceOf(ValidationError);
    expect(await failureOf(admin.invoices.approve(999_999_999))).toBeInstanceOf(NotFoundError);
  });

  it('is approved among many, each for itself', async () => {
    const { id } = await pending();
    const { outcomes } = await admin.invoices.approveMany([id, 999_999_999], { reason: 'end of the month' });

    expect(outcomes.map((one) => [one.id, one.outcome])).toEqual([
      [id, 'Approved'],
      ['999999999', 'Refused'],
    ]);
    expect(outcomes[1]?.errors).toHaveLength(1);
  });
});

const openAccount = async (externalId: number) => {
  const contractor = await admin.contractors.create({ name: `Contractor ${externalId}`, customer: true });
  return admin.accounts.create({ name: `Account ${externalId}`, contractor, externalId });
};

describe('an account', () => {
  it('is shown what an invoice would be, and has none until it is made', async () => {
    const account = await openAccount(70_000);
    const { Instant } = await loadTemporal();
    const startsAt = Instant.from('2019-01-01T00:00:00Z');
    const values = { account, startsAt, endsAt: Instant.from('2019-02-01T00:00:00Z') };
    const preview = await admin.invoices.preview(values);

    expect([preview.id, preview.state, String(preview.amountSpent)]).toEqual(['preview', 'pending', '0']);
    expect(preview.startsAt.equals(startsAt)).toBe(true);
    expect((await admin.invoices.list({ filter: { accountId: Number(account.id) } })).items).toEqual([]);
    const made = await admin.invoices.create(values);
    expect([made.state, made.account?.id]).toEqual(['new', account.id]);
  });

  it('gets the balance that is set, by the id that it has elsewhere', async () => {
    const account = await openAccount(70_001);
    const { id, balance } = await admin.accounts.setBalance(70_001, { balance: Decimal.of('12.345') });

    expect([id, String(balance)]).toEqual(['70001', '12.345']);
    expect(String((await admin.accounts.get(account.id)).balance)).toBe('12.345');
    expect(await failureOf(admin.accounts.setBalance(70_002, { balance }))).toBeInstanceOf(NotFoundError);
  });
});

describe('records that come in', () => {
  it('are counted once under one id, and told apart from what is refused', async () => {
    const { Instant } = await loadTemporal();
    const [account] = await admin.accounts.list().toArray({ limit: 1 });
    const row = {
      uuid: '018f0000-0000-7000-8000-000000000001',
      account_id: account?.id ?? '',
      amount: Decimal.of('-1.25'),
      created_at: Instant.from('2026-01-05T10:00:00Z'),
    };
    const strange = { ...row, uuid: '018f0000-0000-7000-8000-000000000002', account_id: 999_999_999 };
    const batch = await admin.transactionBatches.create('sdk-1', [row, strange]);

    expect(batch).toMatchObject({ id: 'sdk-1', received: 2, accepted: 1, alreadyThere: 0, rejected: 1 });
    expect(batch.rejects.map(({ line }) => line)).toEqual([2]);
    expect(await admin.transactionBatches.create('sdk-1', [row, strange])).toEqual(batch);
    expect(await admin.transactionBatches.get('sdk-1')).toEqual(batch);
    expect(await failureOf(admin.transactionBatches.create('sdk-1', [row]))).toBeInstanceOf(ConflictError);
    expect(await failureOf(admin.transactionBatches.get('sdk-2'))).toBeInstanceOf(NotFoundError);
  });
});

describe('what runs in the background', () => {
  it('is listed, and tried again where it exists', async () => {
    expect((await admin.failedJobs.list()).items).toEqual([]);
    expect(await failureOf(admin.failedJobs.retry(1))).toBeInstanceOf(NotFoundError);
    expect((await admin.parkedSales.list()).items).toEqual([]);
    expect(await failureOf(admin.parkedSales.retry(1))).toBeInstanceOf(NotFoundError);
    expect(await failureOf(admin.billingRuns.retry(999_999_999))).toBeInstanceOf(NotFoundError);
    const { items } = await admin.billingRuns.list();
    expect(items.length).toBeGreaterThan(0);
    for (const { id } of items) expect((await admin.billingRuns.retry(id)).id).toBe(id);
  });
});

describe('time zones', () => {
  it('are those that an account can have', async () => {
    expect((await admin.timezones.list()).length).toBeGreaterThan(300);
    expect(await admin.timezones.list({ filter: { name: ['UTC', 'Asia/Tokyo'] } })).toHaveLength(2);
    expect(await admin.timezones.get('Asia/Tokyo')).toEqual({ id: 'Asia/Tokyo', name: 'Asia/Tokyo' });
    expect(await failureOf(admin.timezones.get('Mars/Base'))).toBeInstanceOf(NotFoundError);
  });
});
