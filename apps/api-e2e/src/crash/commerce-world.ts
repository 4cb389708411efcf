import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEmptyDatabase, type EmptyDatabase } from '@org/invoice-domain/testing';
import { rowsIn } from './crash-world.js';
import type { Work } from './kill-everywhere.js';
import { succeed } from './usage-world.js';

/** The token that `commerce-request.mjs` sends for the manager. */
const token = 'the token of a manager';

/** Accounts 300 and 303 pay before, the others afterwards, within 14 days. An external system issues the invoices of account 304. */
const parties = `
INSERT INTO resellers (id, name, domain, currency, time_zone, manager_name, company_name, address_line_1, address_line_2, city, country, zip)
VALUES (1, 'Root', 'root.test', 'EUR', 'UTC', 'Ann', 'Root Ltd', 'Main 1', '', 'Kyiv', 'UA', '01001');
INSERT INTO resellers (id, name, domain, currency, time_zone, manager_name, company_name, address_line_1, address_line_2, city, country, zip,
  parent_id, externally_invoiced)
VALUES (2, 'Shop', 'shop.test', 'EUR', 'UTC', 'Bea', 'Shop Ltd', 'Main 2', '', 'Kyiv', 'UA', '01002', 1, true);
INSERT INTO contractors (id, name, customer) VALUES (1, 'Customer', true);
INSERT INTO currencies (id, name, rate) VALUES (0, 'EUR', 1);
INSERT INTO admin_users (id, username, password_hash) VALUES (1, 'ann', 'never');
INSERT INTO managers (id, reseller_id, name, role) VALUES (1, 1, 'Mia', 'admin');
INSERT INTO api_tokens (manager_id, name, token_hash, last_used_at)
VALUES (1, 'shop', '${createHash('sha256').update(token).digest('hex')}', '2200-01-01T00:00:00Z');
INSERT INTO accounts (id, name, contractor_id, reseller_id, currency, payment_model, time_zone)
SELECT id, 'account ' || id, 1, CASE id WHEN 304 THEN 2 ELSE 1 END, 'EUR', CASE WHEN id IN (300, 303) THEN 'prepay' ELSE 'postpay' END, 'UTC'
FROM generate_series(300, 304) AS id;`;

const charge =
  'external_key,account_id,subscription_key,name,description,type,status,quantity,duration,operate_from,operate_to,unit_price,close_date';
const payment = 'external_key,account_id,document_id,status,initial_total,charge_keys';

const files = {
  'subscriptions.csv': [
    'external_key,account_id,plan_id,name,status,payment_model,start_date',
    ...[300, 301, 302, 303, 304].map((account) => {
      const model = account === 300 || account === 303 ? 'prepay' : 'postpay';
      return `s-${account},${account},1,Mail,active,${model},2026-01-01`;
    }),
  ],
  'charges.csv': [
    charge,
    'c-300,300,s-300,Mail,Mail,Charge::Renew,opened,1,1,2026-02-01,2026-03-01,100,2026-02-01',
    'c-301,301,s-301,Mail,Mail,Charge::Renew,blocked,1,1,2026-01-01,2026-02-01,100,2026-01-31',
    'd-301,301,s-301,Mail,Mail,Charge::Renew,blocked,1,1,2026-02-01,2026-03-01,45,2026-02-27',
    'c-302,302,s-302,Mail,Mail,Charge::Renew,blocked,1,1,2026-01-01,2026-02-01,80,2026-01-31',
    'c-304,304,s-304,Mail,Mail,Charge::Renew,blocked,1,1,2026-01-01,2026-02-01,70,2026-01-31',
    'c-303,303,s-303,Mail,Mail,Charge::Renew,opened,1,1,2026-01-01,2026-02-01,60,2026-01-31',
    'd-303,303,s-303,Mail,Mail,Charge::Renew,opened,1,1,2026-02-01,2026-03-01,50,2026-02-27',
  ],
  'payments.csv': [
    payment,
    't-300,300,T-300,completed,160,',
    't-301,301,T-301,completed,250,',
    'p-303,303,P-303,completed,60,c-303',
  ],
  'in-advance.csv': [payment, 'p-300,300,P-300,completed,130,c-300', 'q-303,303,Q-303,processing,50,d-303'],
  'completed.csv': [payment, 'q-303,303,Q-303,completed,50,d-303'],
  'cancelled.csv': [payment, 'q-303,303,Q-303,cancelled,50,d-303'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

type FileName = keyof typeof files;

const ids = `
SELECT external_key AS name, id FROM payments WHERE external_key IS NOT NULL
UNION ALL SELECT external_key, id FROM charges
UNION ALL SELECT 'invoice of ' || account_id, id FROM invoices WHERE from_date = '2026-01-01'
UNION ALL SELECT 'payment of ' || invoice.account_id, payment_id FROM invoice_payments JOIN invoices invoice ON invoice.id = invoice_id`;

const facts = `
SELECT format('balance of %s: %s', id, trim_scale(balance)) AS fact FROM accounts
UNION ALL SELECT format('invoice of %s from %s: %s%s, %s', account_id, from_date, state, CASE WHEN voided_at IS NOT NULL THEN ', voided' END,
  trim_scale(total)) FROM invoices
UNION ALL SELECT format('payment of %s: %s, %s of %s', account_id, status, trim_scale(allocated), trim_scale(total)) FROM payments
UNION ALL SELECT format('charge %s of %s: %s', coalesce(external_key, 'billed once more'), account_id, status) FROM charges
UNION ALL SELECT format('subscription %s: %s', external_key, status) FROM subscriptions
UNION ALL SELECT format('posting of %s: %s %s', account_id, kind, trim_scale(amount)) FROM postings
UNION ALL SELECT format('allocation of %s: %s for %s', account_id, trim_scale(amount),
  CASE WHEN invoice_id IS NOT NULL THEN 'an invoice' WHEN charge_id IS NOT NULL THEN 'a charge' ELSE 'a refund' END) FROM allocations
UNION ALL SELECT format('%s of %s: %s, %s', kind, account_id, trim_scale(amount), status) FROM refunds
UNION ALL SELECT format('credit note %s of %s: %s', number, account_id, trim_scale(total)) FROM credit_notes
UNION ALL SELECT format('seal of invoice %s of reseller %s', number, reseller_id) FROM invoice_seals
UNION ALL SELECT format('seal of credit note %s', number) FROM credit_note_seals
ORDER BY fact`;

/** Facts of a ledger about commerce, in plain words. */
export const commerceFactsIn = async (database: EmptyDatabase): Promise<readonly string[]> =>
  (await rowsIn(database, facts)).map(({ fact }) => String(fact));

const reseller = '/api/v3/resellers/';
const admin = '/api/rest/admin';

/** The invoices of January are closed by then, and none is due yet. */
const verifiedAt = '2026-02-02T12:00:00Z';

const request = (path: string, body: object): Work => ({
  program: 'commerce-request',
  arguments: [path, JSON.stringify(body)],
  verifiedAt,
});

/** Files and requests of commerce, as work of programs. */
export class CommerceWorks {
  private constructor(private readonly folder: string) {}

  static async open(): Promise<CommerceWorks> {
    const folder = await mkdtemp(join(tmpdir(), 'org-invoices-commerce-'));
    for (const [name, lines] of Object.entries(files)) await writeFile(join(folder, name), `${lines.join('\n')}\n`);
    return new CommerceWorks(folder);
  }

  close(): Promise<void> {
    return rm(this.folder, { recursive: true });
  }

  import(kind: string, name: FileName): Work {
    return { program: 'ingest', arguments: [kind, join(this.folder, name)], verifiedAt };
  }

  bill(at: string): Work {
    return { program: 'bill', arguments: ['--sales', '--at', at], verifiedAt: at };
  }

  /** One request of a manager. @param path names its record as `{name}`, such as `1/payments/{payment of 301}/pay_from_balance` of reseller 1 */
  async byManager(database: EmptyDatabase, path: string, body: object): Promise<Work> {
    return request(await pathOf(database, reseller + path), body);
  }

  /** One request of an admin about a payment. */
  async byAdmin(database: EmptyDatabase, name: string, action: string, amount?: string): Promise<Work> {
    const path = await pathOf(database, `${admin}/payments/{${name}}/${action}`);
    const id = path.split('/').at(-2);
    const data = amount === undefined ? {} : { data: { type: 'payments', id, attributes: { amount } } };
    return request(path, { ...data, meta: { reason: 'asked for' } });
  }
}

const pathOf = async (database: EmptyDatabase, path: string): Promise<string> => {
  const known = new Map((await rowsIn(database, ids)).map(({ name, id }) => [String(name), String(id)]));
  return path.replace(/\{(.+)\}/, (_, name: string) => {
    const id = known.get(name);
    if (id === undefined) throw new Error(`there is no ${name}`);
    return id;
  });
};

/**
 * A ledger in which money is at every stage: credit of 160 and 150 on accounts 300 and 301; invoices of January of accounts 301 and 302 that
 * wait for payments of 100 and 80 until 2026-02-16; a charge of account 303 that is paid in advance, and charges of 300 and 303 that are not.
 */
export const createCommerceLedger = async (works: CommerceWorks): Promise<EmptyDatabase> => {
  const database = await createEmptyDatabase();
  await succeed(database, { program: 'verify', arguments: [] });
  await rowsIn(database, parties);
  await succeed(database, works.import('subscriptions', 'subscriptions.csv'));
  await succeed(database, works.import('charges', 'charges.csv'));
  await succeed(database, works.bill('2026-01-02T12:00:00Z'));
  await succeed(database, works.import('payments', 'payments.csv'));
  await succeed(database, works.bill(verifiedAt));
  return database;
};
