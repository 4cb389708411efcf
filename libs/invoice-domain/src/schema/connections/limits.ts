/** Milliseconds that work of one kind may keep others waiting. */
export interface WorkLimits {
  /** For one statement. */
  readonly statement: number;
  /** For a lock that somebody else holds. */
  readonly lock: number;
  /** Between two statements of a transaction. */
  readonly idle: number;
}

/** Milliseconds that a connection, and each kind of work over it, may take. */
export interface DatabaseLimits {
  /** Until a connection is there, be it a new one or one that comes free. */
  readonly connect: number;
  /** Of reads of a request. */
  readonly reading: WorkLimits;
  /** Of changes by a request. */
  readonly writing: WorkLimits;
  /** Runs, imports, verification and migrations. */
  readonly working: WorkLimits;
}

/** Limits where nothing else is configured. */
export const defaultLimits: DatabaseLimits = {
  connect: 5_000,
  reading: { statement: 15_000, lock: 10_000, idle: 30_000 },
  writing: { statement: 30_000, lock: 10_000, idle: 30_000 },
  working: { statement: 21_600_000, lock: 900_000, idle: 900_000 },
};

/** Settings of PostgreSQL that hold a kind of work to its limits. */
export const settingsOf = ({ statement, lock, idle }: WorkLimits): Readonly<Record<string, string>> => ({
  statement_timeout: String(statement),
  lock_timeout: String(lock),
  idle_in_transaction_session_timeout: String(idle),
});
