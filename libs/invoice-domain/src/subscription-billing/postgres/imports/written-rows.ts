import type { ClientBase } from 'pg';
import { post } from '../../../journal/postgres/post.js';
import type { Columns, Importer } from './importer.js';
import type { Entering, Moving, Written } from './validated.js';

export const insert = async <Of extends Columns>(
  client: ClientBase,
  { table: { name }, resend }: Importer<Of>,
  entering: readonly Entering[],
): Promise<void> => {
  const [first] = entering;
  if (first === undefined) return;
  const rows = entering.map(({ columns, key, reseller }) => ({
    ...columns,
    ...(resend === undefined ? {} : { imported_status: columns['status'] }),
    external_key: key,
    reseller_id: reseller,
  }));
  const columns = Object.keys(rows[0] ?? {}).join(', ');
  await client.query(
    `INSERT INTO ${name} (${columns}, created_at, updated_at)
     SELECT ${columns}, ledger_at(), ledger_at() FROM jsonb_populate_recordset(NULL::${name}, $1)`,
    [JSON.stringify(rows)],
  );
};

/** Moves records along. What a row does not say stays as it is. */
export const writeMoves = async <Of extends Columns>(
  client: ClientBase,
  { table: { name }, resend }: Importer<Of>,
  moving: readonly Moving[],
): Promise<void> => {
  if (moving.length === 0) return;
  const columns = [...new Set(moving.flatMap((move) => Object.keys(move.columns)))];
  const { rows } = await client.query<{ readonly id: string }>(
    `UPDATE ${name} AS kept SET (${columns.join(', ')}) = (
       SELECT ${columns.map((column) => `changed.${column}`).join(', ')} FROM jsonb_populate_record(kept, moved.columns) AS changed
     ), updated_at = CASE WHEN moved.is_move THEN ledger_at() ELSE kept.updated_at END
     FROM jsonb_to_recordset($1) AS moved (reseller_id integer, external_key text, columns jsonb, is_move boolean)
     WHERE kept.reseller_id = moved.reseller_id AND kept.external_key = moved.external_key RETURNING kept.id::text`,
    [
      JSON.stringify(
        moving.map(({ reseller, key, columns: changed, isMove }) => ({
          ...{ reseller_id: reseller, external_key: key, columns: changed, is_move: isMove },
        })),
      ),
    ],
  );
  await resend?.settle?.(
    client,
    rows.map(({ id }) => id),
  );
};

/** Posts what rows debit. The rows are in: their keys tell which records they became. */
export const postDebits = async <Of extends Columns>(
  client: ClientBase,
  { table, posts }: Importer<Of>,
  written: readonly Written[],
): Promise<void> => {
  const entries = written.flatMap(({ debits, ...record }) =>
    debits.filter(({ amount }) => !amount.isZero()).map((debit) => ({ ...record, ...debit })),
  );
  if (entries.length === 0 || posts === undefined) return;
  await client.query(
    post(`
      SELECT entry.account_id, -entry.debit AS amount, entry.kind, '${posts}' AS cause_type, record.id AS cause_id, entry.booked_at
      FROM unnest($1::integer[], $2::integer[], $3::text[], $4::numeric[], $5::timestamptz[], $6::text[])
        AS entry (account_id, reseller_id, external_key, debit, booked_at, kind)
      JOIN ${table.name} record USING (reseller_id, external_key)`),
    [
      entries.map(({ account }) => account),
      entries.map(({ reseller }) => reseller),
      entries.map(({ key }) => key),
      entries.map(({ amount }) => amount.toString()),
      entries.map(({ bookedAt }) => bookedAt ?? null),
      entries.map(({ kind }) => kind),
    ],
  );
};
