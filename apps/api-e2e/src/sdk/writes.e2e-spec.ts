import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  answerOf,
  ConflictError,
  createAdminClient,
  Decimal,
  loadTemporal,
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

const openAccount = async (name: string) => {
  const contractor = await admin.contractors.create({ name: `Contractor of ${name}`, customer: true });
  return admin.accounts.create({ name, contractor });
};

describe('a client that writes', () => {
  it('makes records that refer to each other, and reads them back as it made them', async () => {
    const { Instant } = await loadTemporal();
    const account = await openAccount('made by a client');
    const serviceType = await admin.serviceTypes.create({ name: 'Line', variables: { lines: 2 } });
    const renewAt = Instant.from('2030-01-01T00:00:00Z');
    const service = await admin.services.create({
      account,
      serviceType,
      initialPrice: Decimal.of('12.345'),
      renewPrice: Decimal.of('1'),
      renewPeriod: 'month',
      renewAt,
    });
    const payment = await admin.payments.create({ account, total: Decimal.of('20') });

    expect(service).toMatchObject({ state: 'active', renewPeriod: 'month', account: { id: account.id } });
    expect(service.renewAt?.equals(renewAt)).toBe(true);
    expect(payment.balanceBeforePayment?.toString()).toBe('-12.345');
    expect((await admin.accounts.get(account.id)).balance.toString()).toBe('7.655');
  });

  it('changes what it gives, and learns when somebody was faster', async () => {
    const account = await openAccount('changed by a client');
    const ifMatch = answerOf(account)?.etag ?? '';
    const changed = await admin.accounts.update(
      account.id,
      { timeZone: 'Asia/Tokyo', invoicePeriodId: 4 },
      { ifMatch },
    );

    expect(changed).toMatchObject({ name: 'changed by a client', timeZone: 'Asia/Tokyo', invoicePeriodId: 4 });
    expect(await failureOf(admin.accounts.update(account.id, { timeZone: 'UTC' }, { ifMatch }))).toBeInstanceOf(
      PreconditionFailedError,
    );
  });

  it('may ask twice under one key, but not for something else', async () => {
    const options = { idempotencyKey: 'a-key-of-a-client' };
    const first = await admin.countries.create({ name: 'Atlantis', iso2: 'XA' }, options);
    const second = await admin.countries.create({ name: 'Atlantis', iso2: 'XA' }, options);

    expect(second.id).toBe(first.id);
    expect(await failureOf(admin.countries.create({ name: 'Lemuria', iso2: 'XB' }, options))).toBeInstanceOf(
      ConflictError,
    );
  });

  it('finds what is wrong by the pointer of the member', async () => {
    const error = await failureOf(admin.services.create({}));

    expect(error).toBeInstanceOf(ValidationError);
    const { errors } = error as ValidationError;
    expect(errors.map(({ title, source }) => [source?.pointer, title])).toEqual([
      ['/data/relationships/account', 'must exist'],
      ['/data/relationships/service-type', 'must exist'],
      ['/data/attributes/initial-price', "can't be blank"],
      ['/data/attributes/renew-price', "can't be blank"],
    ]);
    expect((error as ValidationError).byPointer('/data/attributes/renew-price')?.detail).toBe(
      "renew-price - can't be blank",
    );
  });
});
