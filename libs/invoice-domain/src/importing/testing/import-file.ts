import { FixedClock, type Clock } from '@org/kernel';
import type pg from 'pg';
import type { UnknownColumns } from '../csv-format.js';
import type { Reject } from '../chunk.js';
import { contentOf } from '../gunzip.js';
import type { Mapping } from '../mapping/parse-mapping.js';
import { Ingest, type Tally } from '../postgres/ingest.js';
import type { UsageFormat } from '../row-chunks.js';
import type { ImportedTable } from '../postgres/imported-table.js';

export interface ImportOutcome extends Tally {
  readonly rejects: readonly Reject[];
}

interface How {
  readonly table: ImportedTable;
  readonly format?: UsageFormat;
  readonly unknownColumns?: UnknownColumns;
  readonly mapping?: Mapping;
  readonly acceptsSameIds?: boolean;
  readonly clock?: Clock;
  /** Bytes of each block: rows are cut wherever it happens to be. */
  readonly blockBytes?: number;
}

function* blocksOf(file: Buffer, size: number): Generator<Buffer> {
  for (let at = 0; at < file.length; at += size) yield file.subarray(at, at + size);
}

/** Imports a file and answers the outcome of its rows. */
export const importFile = async (client: pg.Client, file: string | Buffer, how: How): Promise<ImportOutcome> => {
  const rejects: Reject[] = [];
  const {
    table,
    format = 'csv',
    unknownColumns = 'refused',
    blockBytes = 1_000,
    mapping,
    acceptsSameIds = false,
    clock = new FixedClock('2026-03-01T12:00:00Z'),
  } = how;
  const origin = { name: 'calls.csv', source: 'file', digest: () => 'a'.repeat(64) } as const;
  // eslint-disable-next-line @typescript-eslint/require-await -- what is read from a file comes in the course of time
  const source = (async function* () {
    yield* blocksOf(Buffer.from(file), blockBytes);
  })();
  const tally = await new Ingest(client, { actor: 'test' }, clock).run(
    contentOf(source),
    { table, format, unknownColumns, mapping, acceptsSameIds, origin },
    { onProgress: () => undefined, onRejects: (some) => rejects.push(...some) },
  );
  return { ...tally, rejects };
};
