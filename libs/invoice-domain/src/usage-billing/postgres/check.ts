import type { CheckName, Finding } from '../finding.js';

/** A question to the ledger whose every row is a finding: its `message`, and where it is known its `advice`, `severity` and `subject`. */
export interface Check {
  readonly name: CheckName;
  readonly sql: string;
  /** Whether $1 is the moment from which on usage is looked at. */
  readonly isSince?: true;
}

/** A row of a check's answer. */
export type FoundRow = Pick<Finding, 'message'> & Partial<Finding>;
