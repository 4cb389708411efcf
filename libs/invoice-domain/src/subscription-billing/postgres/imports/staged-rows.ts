import type { ClientBase } from 'pg';
import type { Refusal } from '../../../importing/outcome.js';
import { stageTable } from '../../../importing/postgres/stage.js';
import { currencyDigits } from '../../../payments/postgres/currency-digits.js';
import type { Columns, Importer, StagedRow } from './importer.js';
import { isReference, referredSql } from './references.js';

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
  importer: Importer<Of>,
  from: number,
): Promise<readonly StagedRow<Of>[]> => {
  const { table, columns, refersTo } = importer;
  const input = Object.entries(columns).map(([property, { name }]) => `'${property}', staged.${name}::text`);
  const referred =
    refersTo === undefined
      ? 'NULL'
      : `CASE WHEN referred.id IS NOT NULL THEN json_build_object('id', referred.id, 'paymentModel', referred.payment_model) END`;
  const { rows } = await client.query<StagedRow<Of>>(
    `SELECT staged.row,
       CASE WHEN kept.id IS NOT NULL THEN ${keptSql(importer)} END AS kept,
       json_build_object(${input.join(', ')}) AS input,
       json_build_object('id', account.id, 'resellerId', account.reseller_id, 'currency', account.currency,
         'currencyDigits', ${currencyDigits('account.currency')}, 'balance', account.balance::text) AS account,
       ${referred} AS referred
     FROM ${stageTable} AS staged JOIN accounts AS account ON account.id = staged.account_id ${referredSql(refersTo)}
       LEFT JOIN ${table.name} AS kept ON kept.reseller_id = account.reseller_id AND kept.external_key = staged.external_key
     WHERE staged.row >= $1 AND staged.row < $2 ORDER BY staged.row`,
    [from, from + sliceRows],
  );
  return rows;
};

/** SQL of the record with a row's key. */
const keptSql = <Of extends Columns>({ columns, refersTo, again = {}, resend }: Importer<Of>): string => {
  const values = Object.entries(columns).flatMap(([property, { name }]) => {
    const comparison = again[property];
    if (comparison === false || isReference(refersTo, name)) return [];
    return `'${property}', (${comparison?.kept ?? `kept.${name}`})::text`;
  });
  const facts = Object.entries(resend?.facts ?? {}).map(([name, sql]) => `'${name}', (${sql})::text`);
  return `json_build_object('values', json_build_object(${values.join(', ')}),
    'referred', ${refersTo === undefined ? 'NULL' : `kept.${refersTo}_id`},
    'status', ${resend === undefined ? 'NULL' : 'kept.status'},
    'importedStatus', ${resend === undefined ? 'NULL' : 'kept.imported_status'},
    'facts', json_build_object(${facts.join(', ')}))`;
};
