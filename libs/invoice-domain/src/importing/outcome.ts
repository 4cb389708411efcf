/** A staged row that stays out. */
export interface Refusal {
  /** Its number in the stage, from 1. */
  readonly row: number;
  readonly reason: string;
}

/** Outcome of the import of rows. */
export interface Outcome {
  readonly added: number;
  /** Records that moved along their life cycle; absent where they have none. */
  readonly moved?: number;
  readonly alreadyThere: number;
  readonly refusals: readonly Refusal[];
}
