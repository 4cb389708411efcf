import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { copyOf, type EmptyDatabase } from '@org/invoice-domain/testing';
import { createLedger, rowsIn, type Row } from './crash-world.js';
import { runToEnd, type Death } from './program.js';
import { sweep } from './sweep.js';

/** A database with services that are due; each case uses a copy. */
let due: EmptyDatabase;

beforeAll(async () => {
  due = await createLedger();
  await rowsIn(
    due,
    `INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, balance, max_balance)
     SELECT id, 'customer ' || id, 1, 1, 'EUR', 'postpay', 10, 1000 FROM generate_series(200, 201) AS id`,
  );
  // One is three days behind, the other costs more than its account has.
  await rowsIn(
    due,
    `INSERT INTO services (id, account_id, type_id, state, initial_price, renew_price, renew_at, renew_period)
     SELECT id, account_id, 1, 'active', 0, price, date_trunc('day', now(), 'UTC') - behind * interval '1 day', 'day'
     FROM (VALUES (301, 200, 1.5, 2), (302, 201, 10.000001, 0)) AS service (id, account_id, price, behind)`,
  );
});

afterAll(() => due.drop());

const renew = ({ url }: EmptyDatabase, death?: Death) =>
  runToEnd({ program: 'bill', arguments: ['--services'], environment: { DATABASE_URL: url }, death });

const servicesIn = (database: EmptyDatabase): Promise<readonly Row[]> =>
  rowsIn(
    database,
    `SELECT service.id, service.state, renew_at > now() AS "isUpToDate", trim_scale(balance)::text AS balance,
       (SELECT count(*)::integer FROM service_renewals WHERE service_id = service.id) AS renewals,
       (SELECT array_agg(trim_scale(amount)::text ORDER BY transactions.id) FROM transactions
        JOIN service_renewals ON transaction_id = transactions.id AND starts_at = created_at
        WHERE transactions.service_id = service.id) AS charged,
       (SELECT count(*)::integer FROM transactions WHERE service_id = service.id) AS transactions
     FROM services service JOIN accounts ON accounts.id = account_id WHERE service.id > 300 ORDER BY service.id`,
  );

const charged = { state: 'active', isUpToDate: true, balance: '5.5', renewals: 3, charged: ['1.5', '1.5', '1.5'] };
const suspended = { state: 'suspended', isUpToDate: false, balance: '10', renewals: 0, charged: null, transactions: 0 };

/** Kills the renewals at one place of a ledger of its own, and starts them again. @returns whether they lived to be killed there */
const diesAndIsRepeated = async (death: Death): Promise<boolean> => {
  const database = await copyOf(due);
  try {
    const { wasKilled } = await renew(database, death);
    expect(await renew(database)).toMatchObject({ wasKilled: false, code: 0 });
    expect(await servicesIn(database)).toEqual([
      { id: 301, transactions: 3, ...charged },
      { id: 302, ...suspended },
    ]);
    return wasKilled;
  } finally {
    await database.drop();
  }
};

describe('renewals that are killed and started again', () => {
  it('before any of their statements charge each period once', async () => {
    const deaths = await sweep({ least: 12, tries: 2 }, (place) => diesAndIsRepeated({ beforeStatement: place }));
    expect(deaths).toBeGreaterThanOrEqual(2);
  });

  it('after any COMMIT, unanswered, charge each period once', async () => {
    const deaths = await sweep({ least: 2, tries: 1 }, (place) => diesAndIsRepeated({ withCommit: place }));
    expect(deaths).toBeGreaterThanOrEqual(1);
  });
});
