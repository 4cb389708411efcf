import { Decimal } from '@org/kernel';
import type { ClientBase } from 'pg';
import type { Refusal } from '../../../importing/outcome.js';
import type { TableDryRun } from '../../../importing/postgres/table-dry-run.js';
import type { Columns, Importer } from './importer.js';
import { nothingBefore, validated } from './validated.js';
import { rowsOfNobody, sliceRows, stagedRows } from './staged-rows.js';

/**
 * Validates rows of commerce without writing them. Keys and balances are carried on from row to row; what a row would change in other records,
 * such as the taxes of a charge, is forgotten behind a slice.
 */
export const dryRunCommerce = <Of extends Columns>(client: ClientBase, importer: Importer<Of>): TableDryRun => {
  let known = nothingBefore();
  let counts: ReadonlyMap<number, number> = new Map();
  return {
    add: async (stage) => {
      const { rows } = await client.query<{ readonly now: string }>('SELECT ledger_at()::text AS now');
      // What breaks off is tried again, and must not have happened before.
      const before = { kept: new Map(known.kept), debits: new Map(known.debits) };
      const counted = new Map(counts);
      const refusals: Refusal[] = [...(await rowsOfNobody(client))];
      let added = 0;
      let moved = 0;
      const now = rows[0]?.now ?? '';
      for (let from = 1; from <= stage.rows; from += sliceRows) {
        const staged = await stagedRows(client, importer, from);
        const slice = validated(importer, staged, await importer.open(client, staged, now), before);
        for (const { account } of [...slice.entering, ...slice.moving.filter(({ isMove }) => isMove)])
          counted.set(account, (counted.get(account) ?? 0) + 1);
        added += slice.entering.length;
        moved += slice.moved;
        refusals.push(...slice.refusals);
      }
      [known, counts] = [before, counted];
      return { added, moved, alreadyThere: stage.rows - added - moved - refusals.length, refusals };
    },
    sums: () =>
      Promise.resolve(
        [...counts]
          .sort(([one], [other]) => one - other)
          .map(([account, rows]) => ({
            column: 'account_id',
            account,
            rows,
            unpriced: 0,
            sums: { debit: (known.debits.get(account) ?? Decimal.zero).toString() },
          })),
      ),
  };
};
