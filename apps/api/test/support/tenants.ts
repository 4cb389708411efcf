import type { ManagerRole } from '@org/invoice-domain';
import { tokenHash } from '@org/invoice-domain/persistence';
import { balanceBecomes, aPdf } from '@org/invoice-domain/testing';
import { createHash } from 'node:crypto';
import { ManagedWorld } from './managed-world.js';
import type { TestApp } from './test-app.js';

/** States of an invoice and its account; each has an account of its own. */
export const purposes = [
  'open',
  'approve',
  'approveOf',
  'complete',
  'completeOf',
  'withdraw',
  'cancel',
  'payFromBalance',
  'payChargeFromBalance',
  'approveCorrection',
  'declineCorrection',
  'credit',
  'void',
] as const;
export type Purpose = (typeof purposes)[number];

/** Of invoices that a third-party system has approved. */
const approvedOnes: ReadonlySet<Purpose> = new Set(['payFromBalance', 'complete', 'completeOf', 'withdraw']);

/** A reseller with records of every kind. All ids have seven digits, and records of two accounts never share one. */
export interface Tenant {
  readonly id: number;
  readonly parent: Tenant | undefined;
  /** Tokens of two managers with all rights and of one with a random role. */
  readonly tokens: readonly [string, string, string];
  /** The id of everything that belongs to the account of a purpose. */
  readonly records: Readonly<Record<Purpose, number>>;
}

/** A reseller as a forest describes it: the place of its parent in the list, and the role of its third manager. */
export interface Sprout {
  readonly parent: number | undefined;
  readonly role: ManagerRole;
}

export const isWithin = (tenant: Tenant | undefined, top: Tenant): boolean =>
  tenant !== undefined && (tenant === top || isWithin(tenant.parent, top));

/** Plants resellers, and tells what the ledger holds of them. */
/** Tables of refusals, which are noted and counted whoever asks. */
const unowned = 'security_events,rate_limits';

export class Tenants {
  readonly all: Tenant[] = [];
  private readonly world: ManagedWorld;
  private tables?: readonly Table[];

  constructor(server: TestApp) {
    this.world = new ManagedWorld(server, 1_000_000);
  }

  async plant(sprouts: readonly Sprout[]): Promise<void> {
    const first = this.all.length;
    for (const { parent, role } of sprouts) {
      const above = parent === undefined ? undefined : this.all[first + parent];
      this.all.push(await this.reseller(2_000_000 + this.all.length, above, role));
    }
  }

  /** A hash of each table of the ledger, by its name; without the rows that belong to a reseller, if there is one. */
  async digest(without?: Tenant): Promise<object> {
    this.tables ??= await this.listTables();
    const hashes = this.tables.map(
      (table) => `SELECT '${table.name}' AS name, md5(string_agg(${row(table)}, ',' ORDER BY ${row(table)})) AS hash
        FROM ${table.name} one ${without ? `WHERE NOT (${ownership(table, without.id)})` : ''}`,
    );
    const rows = await this.world.rows(hashes.join(' UNION ALL '));
    return new Map(rows.map(({ name, hash }) => [name, hash]));
  }

  private async listTables(): Promise<readonly Table[]> {
    const rows = await this.world.rows(
      `SELECT table_name AS name, array_agg(column_name::text) AS columns FROM information_schema.columns
       WHERE table_schema = 'public' AND table_name <> ALL ('{${unowned}}') GROUP BY table_name`,
    );
    return rows as unknown as readonly Table[];
  }

  private async reseller(id: number, parent: Tenant | undefined, role: ManagerRole): Promise<Tenant> {
    await this.world.rows(`
      INSERT INTO resellers (id, parent_id, name, domain, currency, manager_name, company_name, address_line_1,
        address_line_2, city, country, zip)
      VALUES (${id}, ${parent?.id ?? 'NULL'}, '${id}', '${id}.test', 'EUR', '${id}', '${id} Ltd', '${id}', '', '${id}', 'US', '1')`);
    const tokens = [`first of ${id}`, `second of ${id}`, `third of ${id}`] as const;
    for (const [index, token] of tokens.entries()) {
      await this.world.rows(
        'INSERT INTO managers (reseller_id, name, role, active, token_hash) VALUES ($1, $2, $3, true, $4)',
        id,
        token,
        index < 2 ? 'admin' : role,
        tokenHash(token),
      );
    }
    const records: Partial<Record<Purpose, number>> = {};
    for (const purpose of purposes) records[purpose] = await this.record(id, purpose);
    return { id, parent, tokens, records: records as Tenant['records'] };
  }

  private async record(resellerId: number, purpose: Purpose): Promise<number> {
    const isOpen = purpose === 'open';
    const inAdvance = { paymentModel: 'prepay', charge: 'opened', payment: null } as const;
    const { id } = await this.world.issued({
      ...{ resellerId, daysToPay: 14, state: isOpen ? 'pending' : 'approved' },
      ...(purpose === 'payChargeFromBalance' && inAdvance),
    });
    if (purpose === 'payChargeFromBalance') await this.world.rows(balanceBecomes(id, '100'));
    if (isOpen) await this.attach(id, resellerId);
    if (approvedOnes.has(purpose)) {
      await this.world.rows(`
        UPDATE payments SET expiration_date = '2026-04-01' WHERE id = ${id};
        UPDATE invoices SET externally_approved = true, reference = '${id}' WHERE id = ${id};
        ${balanceBecomes(id, '100')};`);
    }
    if (purpose === 'approveCorrection' || purpose === 'declineCorrection') {
      await this.world.rows(`INSERT INTO corrections (id, account_id, reseller_id, status, total)
        VALUES (${id}, ${id}, ${resellerId}, 'approval_required', 1)`);
    }
    return id;
  }

  /** Adds the other records of an account. */
  private async attach(id: number, resellerId: number): Promise<void> {
    const content = aPdf(`of ${id}`);
    const file = `${content.length}, '${createHash('sha256').update(content).digest('hex')}'`;
    const bytes = `'\\x${content.toString('hex')}'`;
    await this.world.rows(`
      UPDATE subscriptions SET plan_id = ${id} WHERE id = ${id};
      UPDATE charges SET status = 'opened' WHERE id = ${id};
      UPDATE charges SET status = 'blocked', subscription_resource_id = ${id} WHERE id = ${id};
      UPDATE invoices SET reference = '${id}' WHERE id = ${id};
      UPDATE payments SET document_id = '${id}' WHERE id = ${id};
      INSERT INTO corrections (id, account_id, reseller_id, invoice_id, subscription_id, status, total, comment, approved_at)
      VALUES (${id}, ${id}, ${resellerId}, ${id}, ${id}, 'approved', 0, '${id}', '2026-01-31T00:00:00Z');
      INSERT INTO taxes (id, charge_id, reseller_id, name, value) VALUES (${id}, ${id}, ${resellerId}, '${id}', 0);
      INSERT INTO payment_charges (account_id, payment_id, charge_id) VALUES (${id}, ${id}, ${id});
      INSERT INTO payment_corrections (account_id, payment_id, correction_id) VALUES (${id}, ${id}, ${id});
      INSERT INTO payment_receipts (payment_id, account_id, file_type, content) VALUES (${id}, ${id}, 'pdf', ${bytes});
      INSERT INTO external_invoices (id, account_id, reseller_id, key, type, name, amount_total, amount_currency, start_date,
        end_date, file_type, file_size, file_sha256)
      VALUES (${id}, ${id}, ${resellerId}, '${id}', 'act', '${id}', 1, 'EUR', '2026-01-01', '2026-02-01', 'pdf', ${file});
      INSERT INTO postings (id, account_id, reseller_id, currency, number, kind, amount, balance, cause_type, cause_id, booked_at, recorded_at,
        actor)
      SELECT id, id, reseller_id, currency, postings_count + 1, 'payment', 1, balance + 1, 'payment', id, now(), now(), 'tenants'
      FROM accounts WHERE id = ${id};
      INSERT INTO allocations (id, account_id, reseller_id, posting_id, invoice_id, payment_id, amount, allocated_at, actor)
      VALUES (${id}, ${id}, ${resellerId}, ${id}, ${id}, ${id}, 0.5, now(), 'tenants');
      INSERT INTO allocations (account_id, reseller_id, posting_id, charge_id, payment_id, amount, allocated_at, actor)
      VALUES (${id}, ${resellerId}, ${id}, ${id}, ${id}, 0.5, now(), 'tenants');
      INSERT INTO external_invoice_files (external_invoice_id, content) VALUES (${id}, ${bytes});
      BEGIN; SET LOCAL session_replication_role = replica;
      INSERT INTO credit_note_lines (id, credit_note_id, account_id, reseller_id, charge_id, correction_id, name, amount)
      VALUES (${id}, ${id}, ${id}, ${resellerId}, ${id}, NULL, '${id}', 1),
        (${id + 50_000_000}, ${id}, ${id}, ${resellerId}, NULL, ${id}, '${id}', 1);
      INSERT INTO credit_notes (id, account_id, reseller_id, invoice_id, correction_id, kind, number, reference, currency, total, reason, issued_at)
      VALUES (${id}, ${id}, ${resellerId}, ${id}, ${id}, 'credit', ${id}, '${id}', 'EUR', 1, '${id}', '2026-02-03T00:00:00Z');
      INSERT INTO invoice_replacements (account_id, invoice_id, replacement_id) VALUES (${id}, ${id}, ${id});
      COMMIT`);
  }
}

/** A row as text, without the time of a request that it notes. */
const row = ({ name }: Table): string =>
  name === 'api_tokens' ? `(to_jsonb(one) - 'last_used_at')::text` : 'one::text';

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

/** SQL condition for the rows of a reseller; stored answers of managers belong to none. */
const ownership = ({ name, columns }: Table, reseller: number): string => {
  if (name === 'resellers') return `id = ${reseller}`;
  if (name === 'idempotency_keys') return 'true';
  if (columns.includes('reseller_id')) return `coalesce(reseller_id = ${reseller}, false)`;
  const accounts = `SELECT id FROM accounts WHERE reseller_id = ${reseller}`;
  if (columns.includes('account_id')) return `coalesce(account_id IN (${accounts}), false)`;
  if (name !== 'external_invoice_files') return 'false';
  return `external_invoice_id IN (SELECT id FROM external_invoices WHERE reseller_id = ${reseller})`;
};
