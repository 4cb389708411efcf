import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Decimal, instantOf, localDateOf, type Instant } from '@org/kernel';
import { LessThan, Not, type DataSource } from 'typeorm';
import { loadSampleLedger } from '../../testing/sample-ledger.js';
import { createTestDatabase, type TestDatabase, withoutLifecycle } from '../../testing/test-database.js';
import { accountIdOf, invoiceIdOf, resellerIdOf } from '../../model/ids.js';
import { AdminUserEntity } from '../../parties/postgres/admin-user.entity.js';
import { InvoiceEntity } from '../../invoices/postgres/invoice.entity.js';
import { ServiceEntity } from '../../catalog/postgres/service.entity.js';

const startsAt = instantOf('2021-03-02T01:12:58.186821+03:00');
const thirtyDigits = '123456789012345678901234567.891';

const anInvoice = {
  accountId: accountIdOf(74),
  resellerId: resellerIdOf(1),
  kind: 'usage',
  billingDay: null,
  state: 'pending',
  type: 'manual',
  currency: 'EUR',
  timeZone: 'Europe/Moscow',
  startsAt,
  endsAt: instantOf('2021-04-01T00:00:00.000001+03:00'),
  fromDate: localDateOf('2021-03-02'),
  toDate: localDateOf('2021-04-01'),
  paymentModel: 'prepay',
  chargesAmount: Decimal.of(thirtyDigits),
  total: Decimal.of(thirtyDigits),
  originatedCallsDuration: Number.MAX_SAFE_INTEGER,
  originatedFirstCallAt: instantOf('1969-12-31T23:59:59.999999Z'),
} as const;

describe('an entity', () => {
  let database: TestDatabase;
  let dataSource: DataSource;

  beforeAll(async () => {
    database = await createTestDatabase();
    dataSource = database.dataSource;
    await loadSampleLedger(dataSource);
    await withoutLifecycle(dataSource);
  });

  afterAll(() => database.drop());

  it('comes back with every microsecond, digit and count that it went in with', async () => {
    const invoices = dataSource.getRepository(InvoiceEntity);
    const saved = await invoices.save(invoices.create(anInvoice));
    const read = await invoices.findOneByOrFail({ id: saved.id });

    expect(String(read.startsAt)).toBe('2021-03-01T22:12:58.186821Z');
    expect(String(read.endsAt)).toBe('2021-03-31T21:00:00.000001Z');
    expect(String(read.originatedFirstCallAt)).toBe('1969-12-31T23:59:59.999999Z');
    expect(read.originatedLastCallAt).toBeNull();
    expect(String(read.fromDate)).toBe('2021-03-02');
    expect(String(read.total)).toBe(thirtyDigits);
    expect(read.originatedCallsDuration).toBe(9007199254740991);
    expect(read.total).toBeInstanceOf(Decimal);
    await invoices.delete(saved.id);
  });

  it('has the values that the database generated in the types of the model as soon as it is saved', async () => {
    const invoices = dataSource.getRepository(InvoiceEntity);
    const saved = await invoices.save(invoices.create(anInvoice));
    expect(typeof saved.id).toBe('number');
    expect(saved.uuid).toMatch(/^[0-9a-f-]{36}$/);
    expect(saved.amountSpent).toEqual(Decimal.zero);
    expect(saved.serviceTransactionsCount).toBe(0);
    expect(saved.createdAt.epochMilliseconds).toBeGreaterThan(0);
    await invoices.delete(saved.id);
  });

  it('saved as it was read writes nothing, and changed by a microsecond writes that column alone', async () => {
    const invoices = dataSource.getRepository(InvoiceEntity);
    const read = await invoices.findOneByOrFail({ id: invoiceIdOf(18) });
    const writtenBy = async (changes: { readonly updatedAt?: Instant }) => {
      const statements: string[] = [];
      const { logger } = dataSource;
      dataSource.logger = { ...silent, logQuery: (sql: string) => void statements.push(sql) };
      await invoices.save({ ...read, ...changes }).finally(() => (dataSource.logger = logger));
      return statements.filter((sql) => sql.startsWith('UPDATE'));
    };

    expect(await writtenBy({})).toEqual([]);
    expect(await writtenBy({ updatedAt: read.updatedAt.add({ microseconds: 1 }) })).toEqual([
      'UPDATE "invoices" SET "updated_at" = $1 WHERE "id" = $2',
    ]);
    const again = await invoices.findOneByOrFail({ id: invoiceIdOf(18) });
    expect(again.updatedAt.since(read.updatedAt).total('microseconds')).toBe(1);
  });

  it('is found and updated by instants, dates and decimals', async () => {
    const invoices = dataSource.getRepository(InvoiceEntity);
    const boundary = instantOf('2026-01-01T00:00:00Z');
    expect(await invoices.countBy({ accountId: accountIdOf(74), startsAt: boundary })).toBe(1);
    expect(await invoices.countBy({ accountId: accountIdOf(74), startsAt: LessThan(boundary) })).toBe(1);
    expect(await invoices.countBy({ fromDate: localDateOf('2026-01-01'), total: Decimal.of('1.50') })).toBe(1);
    expect(await invoices.countBy({ total: Not(Decimal.zero) })).toBe(3);

    const { affected } = await invoices.update(
      { id: invoiceIdOf(18), state: 'pending' },
      { correctionsAmount: Decimal.of('-7.75'), total: Decimal.of('-6.25'), updatedAt: boundary },
    );
    expect(affected).toBe(1);
    const read = await invoices.findOneByOrFail({ id: invoiceIdOf(18) });
    expect([String(read.total), String(read.updatedAt)]).toEqual(['-6.25', '2026-01-01T00:00:00Z']);
  });

  it('does not take a count that a double cannot hold, nor give one', async () => {
    const invoices = dataSource.getRepository(InvoiceEntity);
    const id = invoiceIdOf(18);
    await expect(invoices.update({ id }, { serviceTransactionsCount: 2 ** 53 })).rejects.toThrow(RangeError);
    await dataSource.query(`UPDATE invoices SET service_transactions_count = 9007199254740992 WHERE id = 18`);
    await expect(invoices.findOneBy({ id })).rejects.toThrow('beyond the safe integers: 9007199254740992');
    await dataSource.query(`UPDATE invoices SET service_transactions_count = 0 WHERE id = 18`);
    await expect(invoices.findOneBy({ id })).resolves.toMatchObject({ serviceTransactionsCount: 0 });
  });

  it('reads lists of addresses and JSON as they were written', async () => {
    expect(await dataSource.getRepository(AdminUserEntity).findOneByOrFail({ username: 'admin' })).toMatchObject({
      allowedIps: ['10.0.0.0/8', '::1'],
    });
    const services = dataSource.getRepository(ServiceEntity);
    await services.update({ name: 'a number' }, { variables: { digits: '123', deep: { list: [1, null] } } });
    expect(await services.findOneByOrFail({ name: 'a number' })).toMatchObject({
      variables: { digits: '123', deep: { list: [1, null] } },
    });
  });

  it('has a row in the ledger that tests begin with', async () => {
    for (const { target, tableName } of dataSource.entityMetadatas) {
      expect([tableName, await dataSource.getRepository(target).exists()]).toEqual([tableName, true]);
    }
  });

  it('reaches what it is related to, over every relation', async () => {
    for (const { target, relations, tableName } of dataSource.entityMetadatas) {
      for (const { propertyName } of relations) {
        const found = await dataSource.getRepository(target).find({ relations: { [propertyName]: true } });
        const related = found.flatMap((entity) => Reflect.get(entity, propertyName) as unknown);
        expect([tableName, propertyName, related.some((one) => one !== null)]).toEqual([tableName, propertyName, true]);
      }
    }
  });
});

const silent = {
  logQuery: () => undefined,
  logQueryError: () => undefined,
  logQuerySlow: () => undefined,
  logSchemaBuild: () => undefined,
  logMigration: () => undefined,
  log: () => undefined,
};
