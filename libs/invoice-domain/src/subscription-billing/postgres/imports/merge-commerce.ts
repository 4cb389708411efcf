import { Decimal } from '@org/kernel';
import type { ClientBase } from 'pg';
import type { Outcome, Refusal } from '../../../importing/outcome.js';
import { post } from '../../../journal/postgres/post.js';
import { stageTable, type Stage } from '../../../importing/postgres/stage.js';
import type { UsageTable } from '../../../importing/usage-table.js';
import { accountIdOf, type AccountId } from '../../../model/ids.js';
import { statementsOfClient } from '../../../payments/postgres/statements.js';
import { settleDue } from '../due-payments.js';
import { isAccepted, type Accepted, type Columns, type Importer, type Validator, type StagedRow } from './importer.js';
import { differing, rowsOfNobody, sliceRows, stagedRows } from './staged-rows.js';

interface Entering extends Accepted {
  readonly key: string;
  readonly account: number;
  readonly reseller: number;
}

/**
 * Merges staged rows of commerce into their table within the caller's transaction: rows are validated in order, accepted ones are inserted
 * as a set, and their debits are posted. What they credit pays what is due.
 */
export const mergeCommerce = async <Of extends Columns>(
  client: ClientBase,
  importer: Importer<Of>,
  stage: Stage,
): Promise<Outcome> => {
  // One after the other: a key that is not there when it is looked for is not there when its row comes in.
  await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`bring_${importer.table.name}`]);
  await client.query(
    `SELECT FROM accounts WHERE id IN (SELECT account_id FROM ${stageTable}) ORDER BY id FOR NO KEY UPDATE`,
  );
  const { rows } = await client.query<{ readonly now: string }>('SELECT ledger_at()::text AS now');
  const now = rows[0]?.now ?? '';
  let added = 0;
  const refusals: Refusal[] = [...(await rowsOfNobody(client))];
  for (let from = 1; from <= stage.rows; from += sliceRows) {
    const slice = await mergeSlice(client, importer, { from, now });
    added += slice.added;
    refusals.push(...slice.refusals);
  }
  await settleDue(statementsOfClient(client), await stagedAccounts(client));
  return { added, alreadyThere: stage.rows - added - refusals.length, refusals };
};

/** Accounts that rows are of: they may have been credited. */
const stagedAccounts = async (client: ClientBase): Promise<readonly AccountId[]> => {
  const { rows } = await client.query<{ readonly account_id: number }>(
    `SELECT DISTINCT account.id AS account_id FROM ${stageTable} AS staged JOIN accounts AS account ON account.id = staged.account_id`,
  );
  return rows.map(({ account_id: id }) => accountIdOf(id));
};

const mergeSlice = async <Of extends Columns>(
  client: ClientBase,
  importer: Importer<Of>,
  { from, now }: { readonly from: number; readonly now: string },
): Promise<Pick<Outcome, 'added' | 'refusals'>> => {
  const staged = await stagedRows(client, importer, from);
  const validate = await importer.open(client, staged, now);
  const { entering, again, refusals } = validated(staged, validate);
  await insert(client, importer.table, entering);
  await postDebits(client, importer, entering);
  await validate.finish?.();
  return { added: entering.length, refusals: [...refusals, ...(await differing(client, importer, again))] };
};

/** Effects of earlier rows, of the same statement or of slices that are not written. */
export interface Before {
  /** Resellers with the keys that came in. */
  readonly places: Set<string>;
  /** Debit of each account. */
  readonly debits: Map<number, Decimal>;
}

export const nothingBefore = (): Before => ({ places: new Set(), debits: new Map() });

interface ValidatedRows {
  readonly entering: readonly Entering[];
  /** Rows whose key is taken, by a record or by a row before. */
  readonly again: readonly number[];
  readonly refusals: readonly Refusal[];
}

export const validated = <Of extends Columns>(
  rows: readonly StagedRow<Of>[],
  { validate }: Validator<Of>,
  { places, debits }: Before = nothingBefore(),
): ValidatedRows => {
  const entering: Entering[] = [];
  const again: number[] = [];
  const refusals: Refusal[] = [];
  for (const row of rows) {
    const { id: account, resellerId: reseller, balance } = row.account;
    const { externalKey: key } = row.input;
    const place = JSON.stringify([reseller, key]);
    if (row.isThere || places.has(place)) {
      again.push(row.row);
      continue;
    }
    const debited = debits.get(account) ?? Decimal.zero;
    const validation = validate(row, Decimal.of(balance).minus(debited));
    if (!isAccepted(validation)) {
      refusals.push({ row: row.row, reason: validation.join('; ') });
      continue;
    }
    debits.set(account, debited.plus(validation.debit).plus(validation.settles ?? Decimal.zero));
    places.add(place);
    entering.push({ ...validation, key, account, reseller });
  }
  return { entering, again, refusals };
};

const insert = async (client: ClientBase, { name }: UsageTable, entering: readonly Entering[]): Promise<void> => {
  const [first] = entering;
  if (first === undefined) return;
  const rows = entering.map(({ columns, key, reseller }) => ({ ...columns, external_key: key, reseller_id: reseller }));
  const columns = [...Object.keys(first.columns), 'external_key', 'reseller_id'].join(', ');
  await client.query(
    `INSERT INTO ${name} (${columns}, created_at, updated_at)
     SELECT ${columns}, ledger_at(), ledger_at() FROM jsonb_populate_recordset(NULL::${name}, $1)`,
    [JSON.stringify(rows)],
  );
};

/** Posts what rows debit. The rows are in: their keys tell which records they became. */
const postDebits = async <Of extends Columns>(
  client: ClientBase,
  { table, posts }: Importer<Of>,
  entering: readonly Entering[],
): Promise<void> => {
  const moved = entering.filter(({ debit }) => !debit.isZero());
  if (moved.length === 0 || posts === undefined) return;
  await client.query(
    post(`
      SELECT entry.account_id, -entry.debit AS amount, '${posts}' AS kind, '${posts}' AS cause_type, record.id AS cause_id, entry.booked_at
      FROM unnest($1::integer[], $2::integer[], $3::text[], $4::numeric[], $5::timestamptz[])
        AS entry (account_id, reseller_id, external_key, debit, booked_at)
      JOIN ${table.name} record USING (reseller_id, external_key)`),
    [
      moved.map(({ account }) => account),
      moved.map(({ reseller }) => reseller),
      moved.map(({ key }) => key),
      moved.map(({ debit }) => debit.toString()),
      moved.map(({ bookedAt }) => bookedAt ?? null),
    ],
  );
};
