/** A stretch of an account's usage. Amounts are exact decimals. */
export interface FoundUsage {
  readonly accountId: number;
  readonly invoiceId?: number;
  readonly from?: string | null;
  readonly to?: string | null;
  readonly count: number;
  readonly spent: string;
  readonly earned: string;
}

/** Checks of verification. */
export const checkNames = [
  'seals',
  'numbers',
  'sums',
  'unfinished',
  'chains',
  'revisions',
  'journal',
  'allocations',
  'credit notes',
  'charges',
  'corrections',
  'payments',
  'sales',
  'late usage',
  'unbilled usage',
  'doubtful usage',
] as const;
export type CheckName = (typeof checkNames)[number];

/** Something in the ledger that is not as it must be, or that somebody should know. */
export interface Finding {
  readonly check: CheckName;
  /** An error loses money or trust when it stays; a warning is told and does not make the ledger unsound. */
  readonly severity: 'error' | 'warning';
  /** In plain words, with the ids of what it is about. */
  readonly message: string;
  /** Advice to the operator. */
  readonly advice: string | null;
  /** The usage that it is about, for programs. */
  readonly subject: FoundUsage | null;
}
