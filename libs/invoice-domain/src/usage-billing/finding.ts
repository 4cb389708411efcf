/** Something in the ledger that is not as it must be. */
export interface Finding {
  /** What was looked at: `seals`, `numbers`, `sums`, `late usage`, `unbilled usage`, `unfinished`. */
  readonly check: string;
  /** In plain words, with the ids of what it is about. */
  readonly message: string;
}
