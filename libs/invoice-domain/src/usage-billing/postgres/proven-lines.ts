import type { EntityManager } from 'typeorm';
import { firstState } from '../../invoices/invoice-lifecycle.js';
import { sealedDocuments } from '../../invoices/postgres/sealed-documents.js';
import type { Proof } from './proof.js';

const sealed = `SELECT invoice_id, reseller_id, place AS number, seal, before FROM (${sealedDocuments}) document WHERE invoice_id IS NOT NULL`;

/** Condition of a proof of an invoice: its row, its seal and that before it are the same, and nobody could write its lines. */
const unread = `
INSERT INTO lines_unread (invoice_id, version, seal, before, number, reseller_id)
SELECT invoice.id, invoice.xmin::text, sealed.seal, sealed.before, sealed.number, sealed.reseller_id
FROM invoices invoice LEFT JOIN (${sealed}) sealed ON sealed.invoice_id = invoice.id
WHERE (invoice.state <> '${firstState}' OR sealed.seal IS NOT NULL) AND ($1::boolean OR EXISTS (SELECT FROM stale_invoices WHERE invoice_id = invoice.id) OR NOT EXISTS (
  SELECT FROM proven_invoices proven JOIN verifications verification ON verification.id = proven.verification_id
  WHERE proven.invoice_id = invoice.id AND proven.version = invoice.xmin::text
    AND proven.seal = coalesce(sealed.before || sealed.seal, '')
    AND verification.line_tables = (SELECT line_tables FROM verifications now WHERE now.id = $2)
    AND NOT EXISTS (SELECT FROM line_changes change WHERE change.invoice_id = invoice.id
      AND NOT pg_visible_in_snapshot(change.xact, verification.snapshot))))`;

const traffic = [
  ['amount_spent', `coalesce(sum(amount) FILTER (WHERE spent), 0)`],
  ['amount_earned', `coalesce(sum(amount) FILTER (WHERE NOT spent), 0)`],
  ['calls_count', 'coalesce(sum(calls_count), 0)'],
  ['successful_calls_count', 'coalesce(sum(successful_calls_count), 0)'],
  ['calls_duration', 'coalesce(sum(calls_duration), 0)'],
  ['billing_duration', 'coalesce(sum(billing_duration), 0)'],
  ['first_call_at', 'min(first_call_at)'],
  ['last_call_at', 'max(last_call_at)'],
] as const;

/** Invoices ($1) whose lines of one table do not sum up to what they say. Workers share a table: the ids are bound, as they see no temporary table. */
const wrongTraffic = (direction: string, level: string): string => `
  SELECT invoice.id FROM invoices invoice LEFT JOIN (
    SELECT invoice_id, ${traffic.map(([column, sum]) => `${sum} AS ${column}`).join(', ')}
    FROM invoice_${direction}_${level} WHERE invoice_id = ANY ($1::bigint[]) GROUP BY invoice_id
  ) summed ON summed.invoice_id = invoice.id
  WHERE invoice.id = ANY ($1::bigint[]) AND (${traffic.map(([column]) => `invoice.${direction}_${column}`).join(', ')}) IS DISTINCT FROM (${traffic
    .map(([column]) => (column.endsWith('_at') ? `summed.${column}` : `coalesce(summed.${column}, 0)`))
    .join(', ')})`;

interface Attachments {
  readonly table: string;
  /** Columns of an invoice, and what they sum up. */
  readonly sums: readonly (readonly [column: string, sum: string])[];
}

const attachments: readonly Attachments[] = [
  {
    table: 'invoice_service_data',
    sums: [
      ['services_amount_spent', 'sum(amount) FILTER (WHERE spent)'],
      ['services_amount_earned', 'sum(amount) FILTER (WHERE NOT spent)'],
      ['service_transactions_count', 'sum(transactions_count)'],
    ],
  },
  { table: 'charges', sums: [['charges_amount', 'sum(amount)']] },
  { table: 'corrections', sums: [['corrections_amount', 'sum(total)']] },
];

const wrongAttachments = ({ table, sums }: Attachments): string => `
  SELECT invoice.id FROM invoices invoice LEFT JOIN (
    SELECT invoice_id, ${sums.map(([column, sum]) => `${sum} AS ${column}`).join(', ')}
    FROM ${table} WHERE invoice_id = ANY ($1::bigint[]) GROUP BY invoice_id
  ) summed ON summed.invoice_id = invoice.id
  WHERE invoice.id = ANY ($1::bigint[])
    AND (${sums.map(([column]) => `invoice.${column} <> coalesce(summed.${column}, 0)`).join(' OR ')})`;

/** Each table is summed up once for all invoices. */
const suspicions: readonly string[] = [
  ...['originated', 'terminated'].flatMap((direction) =>
    ['destinations', 'networks'].map((level) => wrongTraffic(direction, level)),
  ),
  ...attachments.map(wrongAttachments),
];

/** Faults of suspicious invoices ($1), each looked at by itself. */
const wrongSums = `
SELECT invoice.id, format('invoice %s does not say what its %s sum up to', id, invoices_wrong_sum(invoice)) AS message
FROM invoices invoice WHERE state <> '${firstState}' AND id = ANY ($1::bigint[]) AND invoices_wrong_sum(invoice) IS NOT NULL ORDER BY id`;

const wrongSeals = `
SELECT invoice.id, format('invoice %s is not what was sealed as number %s of reseller %s', invoice.id, sealed.number, sealed.reseller_id) AS message
FROM lines_unread sealed JOIN invoices invoice ON invoice.id = sealed.invoice_id
WHERE sealed.seal IS NOT NULL AND sealed.seal IS DISTINCT FROM invoices_seal(sealed.before, invoice) ORDER BY sealed.reseller_id, sealed.number`;

/** $1: the verification; $2: invoices with something wrong, which are read again the next time. */
const store = `
INSERT INTO proven_invoices (invoice_id, version, seal, verification_id)
SELECT invoice_id, version, coalesce(before || seal, ''), $1::integer FROM lines_unread WHERE invoice_id <> ALL ($2::bigint[])
ON CONFLICT (invoice_id) DO UPDATE SET version = excluded.version, seal = excluded.seal, verification_id = excluded.verification_id`;

/** $1: invoices that are not proven any more. */
const forget = 'DELETE FROM proven_invoices WHERE invoice_id = ANY ($1::bigint[])';

interface Wrong {
  readonly id: string;
  readonly message: string;
}

/** Faults of sums and seals. */
export interface WrongLines {
  readonly seals: readonly Wrong[];
  readonly sums: readonly Wrong[];
}

const wrongSumsIn = async (manager: EntityManager): Promise<readonly Wrong[]> => {
  const unread: readonly { readonly id: string }[] = await manager.query(
    'SELECT invoice_id::text AS id FROM lines_unread',
  );
  if (unread.length === 0) return [];
  const ids = unread.map(({ id }) => id);
  const suspicious = new Set<string>();
  for (const sql of suspicions) {
    const found: readonly { readonly id: string }[] = await manager.query(sql, [ids]);
    for (const { id } of found) suspicious.add(id);
  }
  return suspicious.size === 0 ? [] : manager.query(wrongSums, [[...suspicious]]);
};

/** Proves that lines sum up to what invoices say and are what was sealed: reads those of invoices that are new or were changed since. */
export const proveLines = async (manager: EntityManager, { id, isFull }: Proof): Promise<WrongLines> => {
  await manager.query('DROP TABLE IF EXISTS pg_temp.lines_unread');
  await manager.query(
    `CREATE TEMPORARY TABLE lines_unread (invoice_id bigint PRIMARY KEY, version text NOT NULL, seal text, before text, number bigint,
       reseller_id integer) ON COMMIT DROP`,
  );
  await manager.query(unread, [isFull, id]);
  await manager.query('ANALYZE lines_unread');
  const sums = await wrongSumsIn(manager);
  const seals: readonly Wrong[] = await manager.query(wrongSeals);
  const wrong = [...sums, ...seals].map((found) => found.id);
  await manager.query(store, [id, wrong]);
  await manager.query(forget, [wrong]);
  return { seals, sums };
};
