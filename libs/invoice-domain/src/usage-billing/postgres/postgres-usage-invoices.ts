import { filledState, firstState } from '../../invoices/invoice-lifecycle.js';
import type { InvoiceId } from '../../model/ids.js';
import type { ChangedTotals } from '../../invoices/invoices.js';
import { PostgresInvoices } from '../../invoices/postgres/postgres-invoices.js';
import type { InvoiceOrder, UsageInvoices } from '../ledger-transaction.js';
import { tableOfBilled, type Billed } from './billed-table.js';
import { addUpBeforeSorting, aggregateStatements, sortAsBefore } from './aggregate-statement.js';
import { attachLateCorrections } from './late-corrections.js';
import { lateUsageOf } from './late-usage.js';
import { deleteLines, markStale } from './stale-invoices.js';

const changedTotals = `${lateUsageOf('id = $1')}
SELECT trim_scale(invoice.total)::text AS billed,
  trim_scale(invoice.total + coalesce((SELECT sum(spent) - sum(earned) FROM late), 0))::text AS used
FROM invoices invoice WHERE id = $1`;

type Added = InvoiceOrder & { readonly id: InvoiceId; readonly reference: string };

export class PostgresUsageInvoices extends PostgresInvoices implements UsageInvoices {
  async overlaps({
    accountId,
    startsAt,
    endsAt,
  }: Pick<InvoiceOrder, 'accountId' | 'startsAt' | 'endsAt'>): Promise<boolean> {
    const [found] = await this.query(
      `SELECT FROM invoices WHERE account_id = $1 AND kind = 'usage'
       AND tstzrange(starts_at, ends_at) && tstzrange($2::timestamptz, $3::timestamptz) LIMIT 1`,
      [accountId, startsAt.toString(), endsAt.toString()],
    );
    return found !== undefined;
  }

  async nextIds(count: number): Promise<readonly InvoiceId[]> {
    const rows = await this.query<{ readonly id: InvoiceId }>(
      `SELECT nextval(pg_get_serial_sequence('invoices', 'id')) AS id FROM generate_series(1, $1::integer)`,
      [count],
    );
    return rows.map(({ id }) => id);
  }

  async add(orders: readonly Added[]): Promise<void> {
    await this.query(
      `INSERT INTO invoices (id, reference, state, type, kind, account_id, reseller_id, currency, time_zone, payment_model,
         starts_at, ends_at, from_date, to_date, created_at, updated_at)
       SELECT ordered.id, ordered.reference, '${firstState}', ordered.type, 'usage', account.id, account.reseller_id, account.currency,
         account.time_zone, account.payment_model, ordered.starts_at, ordered.ends_at,
         (ordered.starts_at AT TIME ZONE account.time_zone)::date, (ordered.ends_at AT TIME ZONE account.time_zone)::date,
         ledger_at(), ledger_at()
       FROM unnest($1::bigint[], $2::text[], $3::text[], $4::integer[], $5::timestamptz[], $6::timestamptz[])
         AS ordered (id, reference, type, account_id, starts_at, ends_at)
       JOIN accounts account ON account.id = ordered.account_id`,
      [
        orders.map(({ id }) => id),
        orders.map(({ reference }) => reference),
        orders.map(({ type }) => type),
        orders.map(({ accountId }) => accountId),
        orders.map(({ startsAt }) => startsAt.toString()),
        orders.map(({ endsAt }) => endsAt.toString()),
      ],
    );
  }

  async changedTotals(id: InvoiceId): Promise<ChangedTotals | undefined> {
    const [isStale] = await this.query('SELECT FROM stale_invoices WHERE invoice_id = $1', [id]);
    if (isStale === undefined) return undefined;
    const [totals] = await this.query<ChangedTotals>(changedTotals, [id]);
    return totals;
  }

  async aggregateAnew(id: InvoiceId): Promise<void> {
    await this.query(markStale, [[id]]);
    for (const statement of deleteLines) await this.query(statement, [id]);
    await this.aggregateBilled(await tableOfBilled(this.manager, `id = $1 AND state = '${filledState}'`, id));
    await this.query('DELETE FROM stale_invoices WHERE invoice_id = $1', [id]);
  }

  async aggregate(ids: readonly InvoiceId[]): Promise<void> {
    const billed = await tableOfBilled(this.manager, `id = ANY ($1::bigint[]) AND state = '${firstState}'`, ids);
    await this.query(attachLateCorrections, [ids]);
    await this.aggregateBilled(billed);
    await this.query(`UPDATE invoices SET state = '${filledState}' WHERE id = ANY ($1::bigint[])`, [ids]);
  }

  private async aggregateBilled({ first, last, periods }: Billed): Promise<void> {
    await this.query(addUpBeforeSorting, []);
    await this.query(aggregateStatements[periods], [first, last]);
    await this.query(sortAsBefore, []);
  }
}
