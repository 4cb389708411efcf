import { cdrTable } from '../../usage/cdr-columns.js';
import { csvFields } from '../csv-row.js';
import type { LedgerIds } from '../mapping/column-readers.js';
import { MappedFormat } from '../mapping/mapped-format.js';
import { parseMapping } from '../mapping/parse-mapping.js';
import { chunksOf } from '../row-chunks.js';

/** Calls as the ledger would take them, each by the names of its columns, and everything that is none. */
export interface MappedCalls {
  readonly rows: readonly Readonly<Record<string, string | null>>[];
  readonly rejects: readonly (readonly [line: number, reason: string])[];
  readonly leftOut: number;
}

const ids: LedgerIds = {
  accounts: new Set([74, 75]),
  countries: new Set([1]),
  networks: new Set([1]),
  accountsByExternalId: new Map([['7400', 74]]),
};

/** Reads calls by a mapping, in a ledger with the accounts 74, which third parties call 7400, and 75. */
export const readMapped = async (file: string, mapping: string, blockBytes = 7): Promise<MappedCalls> => {
  const mapped = new MappedFormat(parseMapping(mapping, cdrTable), ids);
  // eslint-disable-next-line @typescript-eslint/require-await -- what is read from a file comes in the course of time
  const blocks = (async function* () {
    const bytes = Buffer.from(file);
    for (let at = 0; at < bytes.length; at += blockBytes) yield bytes.subarray(at, at + blockBytes);
  })();
  const rows: Record<string, string | null>[] = [];
  const rejects: (readonly [line: number, reason: string])[] = [];
  const reading = { table: cdrTable, format: 'csv', unknownColumns: 'refused', known: ids, mapped } as const;
  for await (const chunk of chunksOf(blocks, reading)) {
    for (let row = 0; row < chunk.rows; row += 1) {
      const fields = csvFields(chunk.takenRow(row));
      rows.push(Object.fromEntries(chunk.columns.map(({ name }, place) => [name, fields[place] ?? null])));
    }
    rejects.push(...chunk.rejects.map(({ line, reason }) => [line, reason] as const));
  }
  return { rows, rejects, leftOut: mapped.leftOut };
};
