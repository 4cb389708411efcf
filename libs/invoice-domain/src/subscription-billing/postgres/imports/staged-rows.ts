import type { ClientBase } from 'pg';
import type { Refusal } from '../../../importing/outcome.js';
import { stageTable } from '../../../importing/postgres/stage.js';
import type { Columns, Importer, StagedRow } from './importer.js';
import { isReference, referredSql, sameReferenceSql } from './references.js';

/** Number of rows in memory at once. */
export const sliceRows = 4_096;

/** Rows of accounts that are gone since the file began. */
export const rowsOfNobody = async (client: ClientBase): Promise<readonly Refusal[]> => {
  const { rows } = await client.query<Refusal>(
    `SELECT row, 'account_id names none of the ledger''s accounts: ' || account_id AS reason FROM ${stageTable} AS staged
     WHERE NOT EXISTS (SELECT FROM accounts WHERE id = staged.account_id) ORDER BY row`,
  );
  return rows;
};

/** @param from number of the first one */
export const stagedRows = async <Of extends Columns>(
  client: ClientBase,
  { table, columns, refersTo }: Importer<Of>,
  from: number,
): Promise<readonly StagedRow<Of>[]> => {
  const input = Object.entries(columns).map(([property, { name }]) => `'${property}', staged.${name}::text`);
  const referred =
    refersTo === undefined
      ? 'NULL'
      : `CASE WHEN referred.id IS NOT NULL THEN json_build_object('id', referred.id, 'paymentModel', referred.payment_model) END`;
  const { rows } = await client.query<StagedRow<Of>>(
    `SELECT staged.row,
       EXISTS (SELECT FROM ${table.name} AS kept
         WHERE kept.reseller_id = account.reseller_id AND kept.external_key = staged.external_key) AS "isThere",
       json_build_object(${input.join(', ')}) AS input,
       json_build_object('id', account.id, 'resellerId', account.reseller_id, 'currency', account.currency,
         'paymentModel', account.payment_model, 'balance', account.balance::text) AS account,
       ${referred} AS referred
     FROM ${stageTable} AS staged JOIN accounts AS account ON account.id = staged.account_id ${referredSql(refersTo)}
     WHERE staged.row >= $1 AND staged.row < $2 ORDER BY staged.row`,
    [from, from + sliceRows],
  );
  return rows;
};

/** Refusals of rows that differ from the stored record with their key. */
export const differing = async <Of extends Columns>(
  client: ClientBase,
  importer: Importer<Of>,
  rows: readonly number[],
): Promise<readonly Refusal[]> => {
  if (rows.length === 0) return [];
  const { table, refersTo } = importer;
  const found = await client.query<{ readonly row: number }>(
    `SELECT staged.row FROM ${stageTable} AS staged
     JOIN accounts AS account ON account.id = staged.account_id
     JOIN ${table.name} AS kept ON kept.reseller_id = account.reseller_id AND kept.external_key = staged.external_key
     ${referredSql(refersTo)}
     WHERE staged.row = ANY ($1::integer[]) AND NOT (${sameSql(importer).join(' AND ')}) ORDER BY staged.row`,
    [rows],
  );
  const reason = `a ${table.row} with this ${table.key.join(' and ')} is there already, with other values`;
  return found.rows.map(({ row }) => ({ row, reason }));
};

/** SQL conditions that a repeated row equals the stored record; empty fields are not compared. */
const sameSql = <Of extends Columns>({ columns, refersTo, again = {} }: Importer<Of>): readonly string[] => {
  const compared = Object.entries(columns).flatMap(([property, { name }]) => {
    const same =
      again[property] ?? (isReference(refersTo, name) ? false : `staged.${name} IS NOT DISTINCT FROM kept.${name}`);
    return same === false ? [] : `(staged.${name} IS NULL OR ${same})`;
  });
  return refersTo === undefined ? compared : [...compared, sameReferenceSql(refersTo)];
};
