import { issuedSql, type InvoiceSketch, type Issued } from '@org/invoice-domain/testing';
import type { Answer } from '@org/tools/testing';
import { jsonApiType } from './admin-requests.js';
import { tokens, type TestApp } from './test-app.js';

type Row = Readonly<Record<string, unknown>>;

const approval = { document_id: 'ERP-1', billing_date: '2026-01-01' };

/** An account with an invoice of January 2026, made as billing makes it, for each test of its own. */
export class ManagedWorld {
  /** @param last the id below the first that is given */
  constructor(
    private readonly server: TestApp,
    private last = 1_000,
  ) {}

  async issued(sketch: InvoiceSketch = {}): Promise<Issued> {
    await this.forgetNumbers();
    const id = (this.last += 1);
    await this.rows(issuedSql(id, sketch));
    return { id, reseller: sketch.resellerId ?? 1 };
  }

  /** An invoice that an external system has approved as ERP-1. */
  async approved(sketch: InvoiceSketch = {}): Promise<Issued> {
    const issued = await this.issued(sketch);
    const answer = await this.post(issued, `invoices/${issued.id}/approve`, approval);
    if (answer.status !== 200) throw new Error(answer.body);
    return issued;
  }

  /** Every test may use the numbers of earlier ones, which are no other invoice's otherwise. */
  private async forgetNumbers(): Promise<void> {
    await this.rows(`BEGIN; SET LOCAL session_replication_role = replica;
      UPDATE invoices SET reference = 'past-' || id WHERE reference IN ('ERP-1', 'ERP-7'); COMMIT`);
  }

  rows(sql: string, ...values: readonly unknown[]): Promise<readonly Row[]> {
    return this.server.database.dataSource.query(sql, [...values]);
  }

  /** Columns of an invoice's only row in a table, as PostgreSQL text. */
  async one({ id }: Issued, table: string, ...columns: readonly string[]): Promise<Row> {
    const [row] = await this.rows(
      `SELECT ${columns.map((column) => `${column}::text`).join(', ')} FROM ${table} WHERE id = $1`,
      id,
    );
    if (row === undefined) throw new Error(`nothing in ${table}`);
    return row;
  }

  post(
    { reseller }: Pick<Issued, 'reseller'>,
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    return this.server.send(`/api/v3/resellers/${reseller}/${path}`, {
      method: 'POST',
      headers: { 'x-api-token': tokens.root, 'content-type': jsonApiType, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  get({ reseller }: Pick<Issued, 'reseller'>, path: string): Promise<Answer> {
    return this.server.send(`/api/v3/resellers/${reseller}/${path}`, { headers: { 'x-api-token': tokens.root } });
  }

  async events({ id }: Pick<Issued, 'id'>): Promise<readonly Row[]> {
    return this.rows(
      `SELECT event, actor, details FROM invoice_events WHERE invoice_id = $1 AND event NOT IN ('created', 'filled', 'approved') ORDER BY id`,
      id,
    );
  }

  /** Whether the chain of seals of a reseller still says what its invoices say. */
  async sealsHold(reseller: number): Promise<boolean> {
    const broken = await this.rows(
      `SELECT FROM (SELECT *, lag(seal, 1, '') OVER (PARTITION BY reseller_id ORDER BY number) AS before FROM invoice_seals) sealed
       JOIN invoices ON invoices.id = sealed.invoice_id
       WHERE sealed.reseller_id = $1 AND sealed.seal <> invoices_seal(sealed.before, invoices)`,
      reseller,
    );
    return broken.length === 0;
  }
}

/** Status, codes and the places of faults. */
export const faultsOf = (answer: Answer): readonly unknown[] => {
  const { errors } = answer.json() as {
    readonly errors: readonly { readonly code: string; readonly source?: { readonly pointer?: string } }[];
  };
  return [
    answer.status,
    ...errors.map(({ code, source }) => (source?.pointer === undefined ? code : `${code} ${source.pointer}`)),
  ];
};
