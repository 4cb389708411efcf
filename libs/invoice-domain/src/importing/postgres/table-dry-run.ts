import type { Outcome } from '../outcome.js';
import type { Stage } from './stage.js';

/** Sums of the rows that would be added, for one account. */
export interface AccountSums {
  /** By which column they belong to it. */
  readonly column: string;
  /** Null for rows that name none. */
  readonly account: number | null;
  readonly rows: number;
  /** Rows that have no price. */
  readonly unpriced: number;
  /** Exact decimals by what they add up; nothing where no row has a value. */
  readonly sums: Readonly<Record<string, string>>;
}

/** Staged rows that are added as if: what it has let in counts for the ones that follow. */
export interface TableDryRun {
  readonly add: (stage: Stage) => Promise<Outcome>;
  /** By column, and then by account. */
  readonly sums: () => Promise<readonly AccountSums[]>;
}
