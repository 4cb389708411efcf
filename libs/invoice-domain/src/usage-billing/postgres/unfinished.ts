import type { Clock, Instant } from '@org/kernel';
import type { DataSource } from 'typeorm';
import { filledState, firstState } from '../../invoices/invoice-lifecycle.js';
import type { InvoiceId } from '../../model/ids.js';

/** Work that a crash or a full queue has left lying. */
export class Unfinished {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Usage invoices that have been new for so long, the oldest first. */
  async invoices(minutes: number): Promise<readonly InvoiceId[]> {
    const rows: readonly { readonly id: InvoiceId }[] = await this.dataSource.query(
      `SELECT id FROM invoices WHERE state = '${firstState}' AND kind = 'usage' AND created_at <= $1::timestamptz ORDER BY id LIMIT 1000`,
      [this.before(minutes)],
    );
    return rows.map(({ id }) => id);
  }

  /** Invoices under review whose usage has changed, the first to be marked first. */
  async staleInvoices(): Promise<readonly InvoiceId[]> {
    const rows: readonly { readonly id: InvoiceId }[] = await this.dataSource.query(
      `SELECT invoice_id AS id FROM stale_invoices JOIN invoices ON invoices.id = invoice_id AND state = '${filledState}'
       ORDER BY since, invoice_id LIMIT 1000`,
    );
    return rows.map(({ id }) => id);
  }

  /** The moments of billing runs that have not been finished for so long, in their order. */
  async runs(minutes: number): Promise<readonly Instant[]> {
    const rows: readonly { readonly at: Instant }[] = await this.dataSource.query(
      `SELECT at FROM billing_runs WHERE state = 'running' AND started_at <= $1::timestamptz ORDER BY at`,
      [this.before(minutes)],
    );
    return rows.map(({ at }) => at);
  }

  private before(minutes: number): string {
    return this.clock.now().subtract({ minutes }).toString();
  }
}
