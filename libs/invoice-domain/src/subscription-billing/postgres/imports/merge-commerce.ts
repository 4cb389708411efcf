import type { ClientBase } from 'pg';
import type { Outcome, Refusal } from '../../../importing/outcome.js';
import { stageTable, type Stage } from '../../../importing/postgres/stage.js';
import { accountIdOf, type AccountId } from '../../../model/ids.js';
import { statementsOfClient } from '../../../writing/postgres/statements.js';
import { settleDue } from '../due-payments.js';
import type { Columns, Importer } from './importer.js';
import { rowsOfNobody, sliceRows, stagedRows } from './staged-rows.js';
import { validated } from './validated.js';
import { insert, postDebits, writeMoves } from './written-rows.js';

/**
 * Merges staged rows of commerce into their table within the caller's transaction: rows are validated in order, accepted ones are inserted
 * as a set, those that come again move their records along as a set, and what either debits is posted. What they credit pays what is due.
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
  let moved = 0;
  const refusals: Refusal[] = [...(await rowsOfNobody(client))];
  for (let from = 1; from <= stage.rows; from += sliceRows) {
    const slice = await mergeSlice(client, importer, { from, now });
    added += slice.added;
    moved += slice.moved ?? 0;
    refusals.push(...slice.refusals);
  }
  await settleDue(statementsOfClient(client), await stagedAccounts(client));
  return { added, moved, alreadyThere: stage.rows - added - moved - refusals.length, refusals };
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
): Promise<Pick<Outcome, 'added' | 'moved' | 'refusals'>> => {
  const staged = await stagedRows(client, importer, from);
  const validator = await importer.open(client, staged, now);
  const { entering, moving, moved, refusals } = validated(importer, staged, validator);
  await insert(client, importer, entering);
  await writeMoves(client, importer, moving);
  await postDebits(client, importer, [...entering, ...moving]);
  await validator.finish?.();
  return { added: entering.length, moved, refusals };
};
