import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock, instantOf } from '@org/kernel';
import { accountIdOf, type InvoiceId } from '../../model/ids.js';
import { everything } from '../../model/scope.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { ApproveInvoice } from '../../invoices/approve-invoice.js';
import type { LedgerTransaction } from '../ledger-transaction.js';
import { CreateInvoice } from '../create-invoice.js';
import { DeleteInvoice } from '../../invoices/delete-invoice.js';
import { AggregateUsage } from '../aggregate-usage.js';
import { LedgerTransactions } from '../../writing/postgres/ledger-transactions.js';
import { ledgerTransactionOf } from './ledger-transaction.js';
import { offerLateCorrections } from './late-corrections.js';

const audit = { actor: 'test:late-corrections' };
const jobs = { aggregate: () => Promise.resolve(), approve: () => Promise.resolve() };
const clock = new FixedClock('2026-04-01T00:00:00Z');
const always = instantOf('2000-01-01T00:00:00Z');

let database: TestDatabase;
let transactions: LedgerTransactions;
let february: InvoiceId;

beforeEach(async () => {
  database = await createSampleLedger();
  await rows(`SELECT cdrs_create_partitions('2026-02-01', '2026-03-31')`);
  transactions = new LedgerTransactions(database.dataSource, clock);
  february = await aggregated('2026-02-01', '2026-03-01');
});

afterEach(() => database.drop());

const rows = (sql: string): Promise<unknown> => database.dataSource.query(sql);

const inTransaction = <Result>(work: (ledger: LedgerTransaction) => Promise<Result>): Promise<Result> =>
  transactions.run(audit, (manager) => work(ledgerTransactionOf(everything, manager, jobs)));

const aggregated = (startsAt: string, endsAt: string): Promise<InvoiceId> =>
  inTransaction(async (ledger) => {
    const id = await new CreateInvoice(clock).execute(ledger, { accountId: accountIdOf(75), startsAt, endsAt });
    await new AggregateUsage().execute(ledger, id);
    return id;
  });

const approve = (): Promise<void> => inTransaction((ledger) => new ApproveInvoice().execute(ledger, february));

let cdr = 100;
const addCall = (price: string): Promise<unknown> =>
  rows(`INSERT INTO cdrs (id, time_start, customer_account_id, is_last_cdr, duration, customer_price)
    VALUES (${(cdr += 1)}, '2026-02-10T00:00:00Z', 75, true, 60, ${price})`);

const offer = async (): Promise<readonly string[]> =>
  (await transactions.run(audit, (manager) => offerLateCorrections(manager, always))).map(
    ({ invoiceId, total }) => `${invoiceId}: ${total}`,
  );

describe('usage that comes when its invoice is final', () => {
  it('is offered as a correction over the difference, once', async () => {
    await approve();
    await addCall('1.250001');
    await rows(`INSERT INTO transactions (account_id, amount, created_at) VALUES (75, -0.25, '2026-02-11T00:00:00Z')`);
    expect(await offer()).toEqual([`${february}: 1.000001`]);
    expect(await offer()).toEqual([]);
    expect(
      await rows(
        `SELECT status, include_in_invoice, period_from::text AS first, period_to::text AS last FROM corrections WHERE late_invoice_id = ${february}`,
      ),
    ).toEqual([{ status: 'approval_required', include_in_invoice: true, first: '2026-02-01', last: '2026-02-28' }]);
  });

  it('is offered again for what has come since, also after an offer was declined', async () => {
    await approve();
    await addCall('1');
    await offer();
    await rows(`UPDATE corrections SET status = 'declined' WHERE late_invoice_id = ${february}`);
    await addCall('0.5');
    expect(await offer()).toEqual([`${february}: 0.5`]);
  });

  it.each(['approval_required', 'approved', 'declined'])(
    'is made good by another correction when it is gone again, whatever was decided: %s',
    async (status) => {
      await approve();
      await addCall('3');
      await offer();
      await rows(`UPDATE corrections SET status = '${status}', approved_at = ${status === 'approved' ? 'now()' : 'NULL'}
        WHERE late_invoice_id = ${february}`);
      await rows(`DELETE FROM cdrs WHERE id = ${cdr}`);
      expect(await offer()).toEqual([`${february}: -3`]);
      expect(await offer()).toEqual([]);
    },
  );

  it('is on the next invoice once somebody has approved it, and on no other', async () => {
    await approve();
    await addCall('3');
    await offer();
    const before = await aggregated('2026-03-01', '2026-03-10');
    await rows(
      `UPDATE corrections SET status = 'approved', approved_at = '2026-03-15T00:00:00Z' WHERE late_invoice_id = ${february}`,
    );
    const next = await aggregated('2026-03-10', '2026-03-20');
    const after = await aggregated('2026-03-20', '2026-03-25');
    expect(
      await rows(`SELECT id, trim_scale(corrections_amount)::text AS corrections, trim_scale(amount_spent)::text AS spent,
          trim_scale(total)::text AS total FROM invoices WHERE id IN (${before}, ${next}, ${after}) ORDER BY id`),
    ).toEqual([
      { id: before, corrections: '0', spent: '0', total: '0' },
      { id: next, corrections: '3', spent: '0', total: '3' },
      { id: after, corrections: '0', spent: '0', total: '0' },
    ]);
  });

  it('waits for the next invoice again when the one that had it is deleted', async () => {
    await approve();
    await addCall('3');
    await offer();
    await rows(
      `UPDATE corrections SET status = 'approved', approved_at = '2026-03-15T00:00:00Z' WHERE late_invoice_id = ${february}`,
    );
    const next = await aggregated('2026-03-10', '2026-03-20');
    await inTransaction((ledger) => new DeleteInvoice(false).execute(ledger, next));
    const again = await aggregated('2026-03-10', '2026-03-20');
    expect(await rows(`SELECT invoice_id FROM corrections WHERE late_invoice_id = ${february}`)).toEqual([
      { invoice_id: again },
    ]);
  });

  it('is no matter of corrections while the invoice is under review', async () => {
    await addCall('1');
    expect(await offer()).toEqual([]);
  });
});
