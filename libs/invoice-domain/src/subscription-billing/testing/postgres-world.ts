import { FixedClock } from '@org/kernel';
import { resellerIdOf } from '../../model/ids.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { LedgerTransactions } from '../../writing/postgres/ledger-transactions.js';
import { PostgresAdvanceCharges } from '../postgres/postgres-advance-charges.js';
import { PostgresCorrections } from '../postgres/postgres-corrections.js';
import { PostgresManagedInvoices } from '../postgres/managed-invoices.js';
import { PostgresTaxedCharges } from '../postgres/taxed-charges.js';
import { balanceBecomes } from '../../testing/adjustments.js';
import { issuedSql } from './issued-sql.js';
import type {
  CorrectionSketch,
  InvoiceSketch,
  Issued,
  Snapshot,
  CorrectionSnapshot,
  SubscriptionPorts,
  SubscriptionWorld,
} from './subscription-world.js';

const snapshot = `
SELECT json_build_object('balance', trim_scale(account.balance)::text,
  'invoice', json_build_object('reference', invoice.reference, 'externallyApproved', invoice.externally_approved,
    'chargesAmount', trim_scale(invoice.charges_amount)::text, 'total', trim_scale(invoice.total)::text),
  'payment', CASE WHEN payment.id IS NOT NULL THEN json_build_object('status', payment.status, 'dueDate', payment.expiration_date::text,
    'external', trim_scale(payment.external_total) || ' ' || payment.external_currency_code,
    'paidFromBalance', trim_scale(payment.amount_paid_from_balance)::text,
    'balanceBefore', trim_scale(payment.balance_before_payment)::text,
    'closedAt', to_char(payment.closed_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
    'receipt', coalesce(receipt.link, receipt.file_type)) END,
  'subscription', subscription.status,
  'charge', json_build_object('amount', trim_scale(charge.amount)::text, 'taxesAmount', trim_scale(charge.taxes_amount)::text)) AS snapshot
FROM invoices invoice JOIN accounts account ON account.id = invoice.account_id
  JOIN subscriptions subscription ON subscription.account_id = account.id
  JOIN charges charge ON charge.id = invoice.id
  LEFT JOIN payments payment ON payment.id = invoice.id LEFT JOIN payment_receipts receipt ON receipt.payment_id = payment.id
WHERE invoice.id = $1`;

/** The subscription world in a database of its own. */
export class PostgresWorld implements SubscriptionWorld {
  readonly clock = new FixedClock('2026-03-01T12:00:00Z');
  private readonly transactions: LedgerTransactions;
  private last = 1_000;

  private constructor(private readonly database: TestDatabase) {
    this.transactions = new LedgerTransactions(database.dataSource, this.clock);
  }

  static async open(): Promise<PostgresWorld> {
    const database = await createSampleLedger();
    return new PostgresWorld(database);
  }

  async issued(sketch: InvoiceSketch = {}): Promise<Issued> {
    const id = (this.last += 1);
    await this.rows(issuedSql(id, sketch));
    return { id, reseller: sketch.resellerId ?? 1 };
  }

  async unbill({ id }: Issued): Promise<void> {
    await this.rows(`UPDATE charges SET invoice_id = NULL WHERE id = ${id};
      UPDATE invoices SET charges_amount = 0, total = 0 WHERE id = ${id}`);
  }

  async overdue({ id }: Issued): Promise<void> {
    await this.rows(`UPDATE payments SET status = 'expired' WHERE id = ${id};
      UPDATE subscriptions SET status = 'blocked' WHERE account_id = (SELECT account_id FROM payments WHERE id = ${id})`);
  }

  async processing({ id }: Issued): Promise<void> {
    await this.rows(`UPDATE payments SET status = 'processing' WHERE id = ${id}`);
  }

  async credit({ id }: Issued, amount: string): Promise<void> {
    await this.rows(balanceBecomes(id, `balance + ${amount}`));
  }

  async topUp({ id, reseller }: Issued): Promise<number> {
    const payment = (this.last += 1);
    await this
      .rows(`INSERT INTO payments (id, account_id, reseller_id, document_id, status, currency_code, initial_total, total)
      VALUES (${payment}, ${id}, ${reseller}, 'T${payment}', 'waiting_for_payment', 'EUR', 5, 5)`);
    return payment;
  }

  async correction({ isLate = false, ...sketch }: CorrectionSketch = {}): Promise<Issued> {
    const { resellerId = 1, paymentModel = 'postpay', status = 'approval_required', total = '12.5' } = sketch;
    const issued = await this.issued({ resellerId, paymentModel, payment: null });
    await this.rows(`
      INSERT INTO corrections (id, account_id, reseller_id, status, total, include_in_invoice, late_invoice_id, approved_at)
      VALUES (${issued.id}, ${issued.id}, ${resellerId}, '${status}', ${total}, true, ${isLate ? issued.id : 'NULL'},
        ${status === 'approved' ? `'2026-02-01'` : 'NULL'})`);
    return issued;
  }

  as<Result>(reseller: number, work: (ports: SubscriptionPorts) => Promise<Result>): Promise<Result> {
    const scope = { kind: 'reseller', resellerId: resellerIdOf(reseller) } as const;
    return this.transactions.run({ actor: 'test:subscriptions' }, (manager) =>
      work({
        invoices: new PostgresManagedInvoices(scope, manager),
        charges: new PostgresTaxedCharges(scope, manager),
        corrections: new PostgresCorrections(scope, manager),
        advances: new PostgresAdvanceCharges(scope, manager),
      }),
    );
  }

  async snapshot({ id }: Issued): Promise<Snapshot> {
    const [row] = await this.rows<{ readonly snapshot: Snapshot & { readonly payment: Snapshot['payment'] | null } }>(
      snapshot,
      id,
    );
    if (row === undefined) throw new Error(`there is no invoice ${id}`);
    return { ...row.snapshot, payment: row.snapshot.payment ?? undefined };
  }

  async correctionSnapshot({ id }: Issued): Promise<CorrectionSnapshot> {
    const [row] = await this.rows<CorrectionSnapshot>(
      `SELECT correction.status, to_char(approved_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "approvedAt",
         trim_scale(balance)::text AS balance
       FROM corrections correction JOIN accounts account ON account.id = correction.account_id WHERE correction.id = $1`,
      id,
    );
    if (row === undefined) throw new Error(`there is no correction ${id}`);
    return row;
  }

  async taxes({ id }: Issued): Promise<readonly string[]> {
    const rows = await this.rows<{ readonly tax: string }>(
      `SELECT name || ' ' || trim_scale(value) AS tax FROM taxes WHERE charge_id = $1 ORDER BY id`,
      id,
    );
    return rows.map(({ tax }) => tax);
  }

  close(): Promise<void> {
    return this.database.drop();
  }

  private rows<Row>(sql: string, ...values: readonly unknown[]): Promise<readonly Row[]> {
    return this.database.dataSource.query(sql, [...values]);
  }
}
