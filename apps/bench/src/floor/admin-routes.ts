import { accountColumns, accountText } from './admin-account-text.js';
import { destinationColumns, destinationText } from './admin-destination-text.js';
import { invoiceColumns, invoiceText } from './admin-invoice-text.js';
import type { Database, Row, Statement } from './database.js';
import { Refused, type Incoming } from './edge.js';
import { listQuery, pageLinks, type Page } from './page.js';

const prefix = '/api/rest/admin';

const invoice: Statement = {
  name: 'invoice',
  text: `SELECT ${invoiceColumns} FROM invoices WHERE id = $1::bigint`,
};
const invoices: Statement = {
  name: 'invoices',
  text: `SELECT ${invoiceColumns} FROM invoices ORDER BY id LIMIT $1::bigint OFFSET $2::bigint`,
};
const countInvoices: Statement = { name: 'count_invoices', text: 'SELECT count(*) FROM invoices' };
const accounts: Statement = {
  name: 'accounts',
  text: `SELECT ${accountColumns} FROM accounts WHERE id = ANY($1::bigint[])`,
};
const destinations: Statement = {
  name: 'destinations',
  text: `SELECT ${destinationColumns} FROM invoice_originated_destinations
    WHERE invoice_id = $1::bigint ORDER BY id LIMIT $2::bigint OFFSET $3::bigint`,
};
const countDestinations: Statement = {
  name: 'count_destinations',
  text: 'SELECT count(*) FROM invoice_originated_destinations WHERE invoice_id = $1::bigint',
};

const includable = new Set(['account']);
const nothing: ReadonlySet<string> = new Set();

/** The admin API's three documents that are measured. */
export class AdminRoutes {
  constructor(private readonly database: Database) {}

  async invoice({ origin, query }: Incoming, id: string): Promise<string> {
    const { include } = listQuery(query, includable);
    const base = origin + prefix;
    const [row] = await this.database.rows(invoice, [id]);
    if (row === undefined) throw new Refused(404);
    const included = include.length === 0 ? '' : await this.accountsOf([row], base);
    return `{"data":${invoiceText(row, base)}${included}}`;
  }

  async invoices({ origin, path, query }: Incoming): Promise<string> {
    const { include, page, repeated } = listQuery(query, includable);
    const base = origin + prefix;
    const rows = await this.database.rows(invoices, pageValues(page));
    const included = include.length === 0 ? '' : await this.accountsOf(rows, base);
    const total = await this.total(page, rows.length, countInvoices, []);
    const objects = rows.map((row) => invoiceText(row, base)).join(',');
    const links = pageLinks(origin + path, repeated, page, total);
    return `{"data":[${objects}]${included},"meta":{"total-count":${total}},"links":${links}}`;
  }

  async destinations({ origin, path, query }: Incoming, id: string): Promise<string> {
    const { page, repeated } = listQuery(query, nothing);
    const base = origin + prefix;
    const rows = await this.database.rows(destinations, [id, ...pageValues(page)]);
    if (rows.length === 0) throw new Refused(404);
    const total = await this.total(page, rows.length, countDestinations, [id]);
    const objects = rows.map((row) => destinationText(row, base)).join(',');
    const links = pageLinks(origin + path, repeated, page, total);
    return `{"data":[${objects}],"meta":{"total-count":${total}},"links":${links}}`;
  }

  private async accountsOf(rows: readonly Row[], base: string): Promise<string> {
    const ids = new Set(rows.map((row) => row[29] ?? ''));
    const found = new Map<string, Row>();
    for (const row of await this.database.rows(accounts, [`{${[...ids].join(',')}}`])) found.set(row[0] ?? '', row);
    const objects: string[] = [];
    for (const id of ids) {
      const row = found.get(id);
      if (row !== undefined) objects.push(accountText(row, base));
    }
    return objects.length === 0 ? '' : `,"included":[${objects.join(',')}]`;
  }

  /** A page that is not full tells the total itself. */
  private async total({ number, size }: Page, shown: number, count: Statement, values: string[]): Promise<number> {
    if (shown < size && (shown > 0 || number === 1)) return (number - 1) * size + shown;
    const [row] = await this.database.rows(count, values);
    return Number(row?.[0]);
  }
}

const pageValues = ({ number, size }: Page): string[] => [String(size), String((number - 1) * size)];
