import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { createTestDatabaseOf, type TestDatabase } from '../../testing/test-database.js';
import { plantAll } from '../testing/life/fault-finding.js';
import { lifeLedger } from '../testing/life/life-ledger.js';
import { LivedLedger } from '../testing/life/lived-ledger.js';
import { buyer, openSteadyCustomer } from '../testing/life/steady-customer.js';

jest.setTimeout(120_000);

let database: TestDatabase;
let ledger: LivedLedger;

beforeAll(async () => {
  database = await createTestDatabaseOf(lifeLedger);
  ledger = await LivedLedger.open(database, '2026-03-10T12:00:00Z');
  await openSteadyCustomer(ledger);
});

afterAll(async () => {
  await ledger.close();
  await database.drop();
});

describe('the verification of commerce', () => {
  it('finds nothing in a sound ledger, of which it has seen something of everything', async () => {
    const [row] = await ledger.rows(
      `SELECT (SELECT count(*)::integer FROM charges WHERE account_id = $1 AND invoice_id IS NOT NULL) AS charges,
         (SELECT count(*)::integer FROM corrections WHERE account_id = $1 AND invoice_id IS NOT NULL) AS corrections,
         (SELECT trim_scale(total)::text FROM payments JOIN invoice_payments link ON link.payment_id = payments.id WHERE link.account_id = $1) AS due,
         (SELECT trim_scale(balance)::text FROM accounts WHERE id = $1) AS balance`,
      [buyer],
    );
    expect(row).toEqual({ charges: 3, corrections: 1, due: '77', balance: '403' });
    expect(await ledger.findings()).toEqual([]);
  });

  it('finds faults of every kind, and each of its checks finds one', async () => {
    const names = ['charges', 'corrections', 'payments', 'sales'] as const;
    expect(await plantAll(database.dataSource, ledger.clock, names)).toEqual({ wrong: [], idle: [] });
  });

  it('tells account, record, amount and what to do', async () => {
    const [payment] = await ledger.rows<{ readonly id: string }>(
      'SELECT payment_id AS id FROM invoice_payments WHERE account_id = $1',
      [buyer],
    );
    await ledger.rows(`UPDATE payments SET expiration_date = '2026-01-31' WHERE id = $1`, [payment?.id]);
    expect(await ledger.findings()).toEqual([
      {
        check: 'payments',
        severity: 'error',
        message: `account ${buyer}: payment ${payment?.id ?? ''} of 77 was due on 2026-01-31, and is waiting_for_payment`,
        advice: 'run npm run bill -- --sales; look at parked-sales if it stays',
        subject: null,
      },
    ]);
  });
});
