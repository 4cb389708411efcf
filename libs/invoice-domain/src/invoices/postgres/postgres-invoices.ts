import type { EntityManager } from 'typeorm';
import type { InvoiceId } from '../../model/ids.js';
import type { Scope } from '../../model/scope.js';
import { resellerIn } from '../../writing/postgres/in-scope.js';
import { InvoiceRefused, RecordInUse } from '../../model/domain-failure.js';
import { finalState } from '../invoice-lifecycle.js';
import type { ChangedTotals, Invoices, StoredInvoice } from '../invoices.js';
import { dependentIn } from './dependent.js';
import { referenceTaken, refusingTaken } from './taken-reference.js';

/** The invoices of a scope, in the transaction of an entity manager. */
export abstract class PostgresInvoices implements Invoices {
  constructor(
    private readonly scope: Scope,
    protected readonly manager: EntityManager,
  ) {}

  async lock(id: InvoiceId): Promise<StoredInvoice | undefined> {
    const [found] = await this.query<StoredInvoice>(
      `SELECT id, account_id AS "accountId", state, kind FROM invoices
       WHERE id = $1 AND ($2::integer IS NULL OR reseller_id = $2) FOR NO KEY UPDATE`,
      [id, resellerIn(this.scope)],
    );
    return found;
  }

  abstract changedTotals(id: InvoiceId): Promise<ChangedTotals | undefined>;

  async approve(id: InvoiceId): Promise<void> {
    await refusingTaken(
      this.query(`UPDATE invoices SET state = '${finalState}', updated_at = ledger_at() WHERE id = $1`, [id]),
      () => new InvoiceRefused('reference-taken'),
    );
  }

  async isReferenceTaken(id: InvoiceId, reference: string): Promise<boolean> {
    return (await this.query(`SELECT WHERE ${referenceTaken('$1', '$2')}`, [id, reference])).length > 0;
  }

  async changeReference(id: InvoiceId, reference: string): Promise<void> {
    await this.query(`UPDATE invoices SET reference = $2, updated_at = ledger_at() WHERE id = $1`, [id, reference]);
  }

  async remove(id: InvoiceId, evenApproved: boolean): Promise<void> {
    try {
      if (evenApproved) await this.query('SELECT invoices_delete_approved($1)', [id]);
      else {
        await this.query(
          `UPDATE corrections SET invoice_id = NULL, updated_at = ledger_at() WHERE invoice_id = $1 AND late_invoice_id IS NOT NULL`,
          [id],
        );
        await this.query('DELETE FROM invoices WHERE id = $1', [id]);
      }
    } catch (error) {
      const dependent = dependentIn(error);
      throw dependent === undefined ? error : new RecordInUse(dependent);
    }
  }

  protected query<Row>(sql: string, values: readonly unknown[]): Promise<readonly Row[]> {
    return this.manager.query(sql, [...values]);
  }
}
