import { FixedClock } from '@org/kernel';
import { poolOf } from '../../ledger/postgres/readers.js';
import { ApproveInvoice } from '../../invoices/approve-invoice.js';
import { accountIdOf, importIdOf, type ImportId } from '../../model/ids.js';
import { everything } from '../../model/scope.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { PostgresUndoableImports } from '../../usage/postgres/undoable-imports.js';
import type { UndoableImports } from '../../usage/undo-import.js';
import { LedgerTransactions } from '../../writing/postgres/ledger-transactions.js';
import { AggregateUsage } from '../aggregate-usage.js';
import { CreateInvoice } from '../create-invoice.js';
import { ledgerTransactionOf } from '../postgres/ledger-transaction.js';
import { UndoneImports } from '../postgres/undone-imports.js';
import { memoryJobs } from './memory-ledger-transaction.js';
import { undoAudit, type ImportSketch, type UndoingWorld, type UndoneSnapshot } from './undoing-world.js';

/** Imports in a database of their own. The account of an import has its id and a thousand. */
export class PostgresUndoingWorld implements UndoingWorld {
  readonly usage: UndoneImports;
  private readonly transactions: LedgerTransactions;

  private constructor(private readonly database: TestDatabase) {
    const clock = new FixedClock('2026-12-01T00:00:00Z');
    this.transactions = new LedgerTransactions(database.dataSource, clock);
    this.usage = new UndoneImports(poolOf(database.dataSource), clock, 2);
  }

  static async open(): Promise<PostgresUndoingWorld> {
    const database = await createSampleLedger();
    return new PostgresUndoingWorld(database);
  }

  async import({
    kind = 'transactions',
    state = 'finished',
    count = 0,
    isApproved = false,
  }: ImportSketch): Promise<ImportId> {
    const [made] = await this.rows<{ readonly id: number }>(
      `INSERT INTO imports (kind, name, source, state, actor, started_at, finished_at)
       VALUES ($1, 'some.csv', 'file', $2::text, 'job:ingest', now(), CASE WHEN $2 <> 'running' THEN now() END) RETURNING id`,
      [kind, state],
    );
    const id = importIdOf(made?.id ?? 0);
    await this.rows(
      `WITH account AS (
         INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, balance)
         VALUES (1000 + $1::integer, 'account ' || $1, 1, 1, 'EUR', 'postpay', -$2::integer) RETURNING id
       )
       INSERT INTO transactions (account_id, amount, created_at, import_id)
       SELECT id, 1, '2026-03-06T00:00:00Z', $1 FROM account, generate_series(1, $2)`,
      [id, count],
    );
    if (isApproved) await this.approve(id);
    return id;
  }

  transaction<Result>(work: (imports: UndoableImports) => Promise<Result>): Promise<Result> {
    return this.transactions.run(undoAudit, (manager) => work(new PostgresUndoableImports(manager)));
  }

  async snapshot(id: ImportId): Promise<UndoneSnapshot> {
    const [row] = await this.rows<UndoneSnapshot>(
      `SELECT state, undone_by AS "undoneBy", undone_reason AS reason,
         (SELECT count(*)::integer FROM transactions WHERE import_id = imports.id) AS left,
         (SELECT count(*)::integer FROM usage_revisions revision
          WHERE import_id = imports.id AND change = 'undone' AND revision.actor = $2 AND reason = $3) AS revisions,
         (SELECT trim_scale(balance)::text FROM accounts WHERE id = 1000 + imports.id) AS balance,
         (SELECT coalesce(json_agg(trim_scale(total)::text), '[]') FROM corrections WHERE account_id = 1000 + imports.id) AS offered
       FROM imports WHERE id = $1`,
      [id, undoAudit.actor, undoAudit.reason],
    );
    if (row === undefined) throw new Error(`there is no import ${id}`);
    return row;
  }

  close(): Promise<void> {
    return this.database.drop();
  }

  /** An invoice of March with nothing but these transactions on it. */
  private async approve(id: ImportId): Promise<void> {
    await this.transactions.run({ actor: 'test:billing' }, async (manager) => {
      const ledger = ledgerTransactionOf(everything, manager, memoryJobs([]));
      const order = { accountId: accountIdOf(1_000 + id), startsAt: '2026-03-01', endsAt: '2026-04-01' };
      const invoice = await new CreateInvoice(this.transactions.clock).execute(ledger, order);
      await new AggregateUsage().execute(ledger, invoice);
      await new ApproveInvoice().execute(ledger, invoice);
    });
  }

  private rows<Row>(sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
    return this.database.dataSource.query(sql, [...values]);
  }
}
