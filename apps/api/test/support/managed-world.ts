import type { Answer } from '@org/tools/testing';
import { jsonApiType } from './admin-requests.js';
import { tokens, type TestApp } from './test-app.js';

type Row = Readonly<Record<string, unknown>>;

/** How an invoice for subscriptions stands, in SQL's words. */
export interface Sketch {
  readonly resellerId?: number;
  readonly paymentModel?: 'prepay' | 'postpay';
  readonly state?: 'pending' | 'approved';
  readonly total?: string;
  /** Null for an invoice without one. */
  readonly payment?: string | null;
  readonly dueDate?: string | null;
  /** Null for an account without a class. */
  readonly daysToPay?: number | null;
  readonly subscription?: string;
}

/** The ids of what belongs to an invoice are those of the invoice. */
export interface Issued {
  readonly id: number;
  readonly reseller: number;
}

const approval = { document_id: 'ERP-1', billing_date: '2026-01-01' };

/** An account with an invoice of January 2026, made as billing makes it, for each test of its own. */
export class ManagedWorld {
  /** @param last the id below the first that is given */
  constructor(
    private readonly server: TestApp,
    private last = 1_000,
  ) {}

  async issued(sketch: Sketch = {}): Promise<Issued> {
    const { resellerId = 1, paymentModel = 'postpay', state = 'approved', total = '100' } = sketch;
    const { payment = 'waiting_for_payment', dueDate = null, daysToPay = null, subscription = 'active' } = sketch;
    const id = (this.last += 1);
    const ownClass = `INSERT INTO account_classes (id, name, days_to_pay) VALUES (${id}, 'class ${id}', ${String(daysToPay)});`;
    const ownPayment = `
      INSERT INTO payments (id, account_id, reseller_id, document_id, status, currency_code, initial_total, total, expiration_date)
      VALUES (${id}, ${id}, ${resellerId}, 'P${id}', '${String(payment)}', 'EUR', ${total}, ${total}, ${dueDate === null ? 'NULL' : `'${dueDate}'`});
      INSERT INTO invoice_payments (account_id, invoice_id, payment_id) VALUES (${id}, ${id}, ${id});`;
    await this.rows(`${daysToPay === null ? '' : ownClass}
      INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, time_zone, payment_model, balance, account_class_id)
      VALUES (${id}, 'account ${id}', 1, ${resellerId}, 'EUR', 'UTC', '${paymentModel}', -${total}, ${daysToPay === null ? 'NULL' : id});
      INSERT INTO subscriptions (id, account_id, reseller_id, plan_id, name, status, payment_model)
      VALUES (${id}, ${id}, ${resellerId}, 1, 'Mail', '${subscription}', '${paymentModel}');
      INSERT INTO invoices (id, reference, account_id, reseller_id, kind, billing_day, state, type, currency, time_zone, payment_model,
        starts_at, ends_at, from_date, to_date)
      VALUES (${id}, 'INV-${id}', ${id}, ${resellerId}, 'commerce', 1, 'new', 'autoFull', 'EUR', 'UTC', '${paymentModel}',
        '2026-01-01T00:00:00Z', '2026-02-01T00:00:00Z', '2026-01-01', '2026-02-01');
      INSERT INTO charges (id, account_id, reseller_id, invoice_id, subscription_id, name, description, type, status,
        quantity, duration, operate_from, operate_to, unit_price, amount, close_date)
      VALUES (${id}, ${id}, ${resellerId}, ${id}, ${id}, 'Mail', 'Mail', 'Charge::Renew', 'closed', 1, 1, '2026-01-01', '2026-02-01',
        ${total}, ${total}, '2026-01-31');
      INSERT INTO invoice_subscriptions (account_id, invoice_id, subscription_id) VALUES (${id}, ${id}, ${id});
      UPDATE invoices SET state = 'pending', charges_amount = ${total}, total = ${total} WHERE id = ${id};
      UPDATE invoices SET state = '${state}' WHERE id = ${id};
      ${payment === null ? '' : ownPayment}`);
    return { id, reseller: resellerId };
  }

  /** An invoice that an external system has approved as ERP-1. */
  async approved(sketch: Sketch = {}): Promise<Issued> {
    const issued = await this.issued(sketch);
    const answer = await this.post(issued, `invoices/${issued.id}/approve`, approval);
    if (answer.status !== 200) throw new Error(answer.body);
    return issued;
  }

  rows(sql: string, ...values: readonly unknown[]): Promise<readonly Row[]> {
    return this.server.database.dataSource.query(sql, [...values]);
  }

  /** What a table says of the one row of an invoice, in PostgreSQL's texts. */
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
