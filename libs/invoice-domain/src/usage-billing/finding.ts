/** Something in the ledger that is not as it must be. */
export interface Finding {
  /** Name of the check: `seals`, `numbers`, `sums`, `late usage`, `unbilled usage`, `unfinished`. */
  readonly check: string;
  /** Message in plain words, with ids. */
  readonly message: string;
}
