import type { ZoneOffsets } from '@org/kernel';
import type { Cell, Database, Row, Statement } from './database.js';
import { Refused, type Incoming } from './edge.js';
import { idsOf } from './json-text.js';
import { includesIn, single } from './page.js';
import { chargeText, correctionText, invoiceText, paymentText, subscriptionText, taxText } from './reseller-text.js';

const invoice: Statement = {
  name: 'reseller_invoice',
  text: `SELECT id, created_at, updated_at, reference, state, total, account_id, from_date, to_date, payment_model,
      externally_approved,
      ARRAY(SELECT subscription_id FROM invoice_subscriptions WHERE invoice_id = t.id ORDER BY 1),
      ARRAY(SELECT payment_id FROM invoice_payments WHERE invoice_id = t.id ORDER BY 1),
      ARRAY(SELECT id FROM charges WHERE invoice_id = t.id ORDER BY 1),
      ARRAY(SELECT id FROM corrections WHERE invoice_id = t.id ORDER BY 1),
      ARRAY(SELECT x.id FROM charges c JOIN taxes x ON x.charge_id = c.id WHERE c.invoice_id = t.id ORDER BY 1)
    FROM invoices t WHERE id = $1::bigint AND reseller_id = $2::bigint`,
};

interface Related {
  /** The column of the invoice's row with the ids. */
  readonly column: number;
  readonly statement: Statement;
  readonly text: (row: Row, zone: ZoneOffsets) => string;
}

const related = (column: number, name: string, columns: string, text: Related['text']): Related => ({
  column,
  statement: { name, text: `SELECT ${columns} FROM ${name} WHERE id = ANY($1::bigint[]) AND reseller_id = $2::bigint` },
  text,
});

const subscriptions = related(
  11,
  'subscriptions',
  'id, created_at, updated_at, plan_id, account_id, name, trial, status, start_date, expiration_date, payment_model',
  subscriptionText,
);
const payments = related(
  12,
  'payments',
  `id, created_at, updated_at, account_id, discount_amount, total, amount_paid_from_balance, initial_total, currency_code,
    comment, status, document_id, expiration_date, closed_at, external_total, external_currency_code, reseller_id`,
  paymentText,
);
const charges = related(
  13,
  'charges',
  `id, created_at, updated_at, subscription_id, subscription_resource_id, quantity, operate_from, duration, operate_to,
    description, unit_price, amount, status, type, close_date, discount_amount, taxes_amount, name, account_id, invoice_id`,
  chargeText,
);
const corrections = related(
  14,
  'corrections',
  `id, created_at, updated_at, account_id, subscription_id, status, total, comment, period_from, period_to,
    include_in_invoice, invoice_id`,
  correctionText,
);
const taxes = related(15, 'taxes', 'id, created_at, updated_at, charge_id, name, description, value', taxText);

const relatedByName = { subscriptions, payments, charges, corrections, taxes } as const;
const includable: ReadonlySet<string> = new Set(Object.keys(relatedByName));

/** The reseller API's document that is measured. */
export class ResellerRoutes {
  constructor(private readonly database: Database) {}

  includes({ query }: Incoming): ReadonlySet<string> {
    for (const name in query) if (name !== 'include') throw new Refused(400);
    return new Set(includesIn(single(query['include']), includable));
  }

  async invoice(resellerId: string, id: string, include: ReadonlySet<string>, zone: ZoneOffsets): Promise<string> {
    const [row] = await this.database.rows(invoice, [id, resellerId]);
    if (row === undefined) throw new Refused(404);
    const objects: string[] = [];
    for (const [name, { column, statement, text }] of Object.entries(relatedByName)) {
      if (!include.has(name)) continue;
      for (const found of await this.rowsOf(statement, row[column], resellerId)) objects.push(text(found, zone));
    }
    const included = include.size === 0 ? '' : `,"included":[${objects.join(',')}]`;
    return `{"data":${invoiceText(row, zone)}${included}}`;
  }

  /** In the order of the ids. */
  private async rowsOf(statement: Statement, cell: Cell, resellerId: string): Promise<readonly Row[]> {
    const ids = idsOf(cell);
    if (ids.length === 0) return [];
    const byId = new Map<string, Row>();
    for (const row of await this.database.rows(statement, [cell ?? '', resellerId])) byId.set(row[0] ?? '', row);
    return ids.map((id) => byId.get(id)).filter((row) => row !== undefined);
  }
}
