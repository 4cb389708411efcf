/** Actor and reason of a change, kept with every transition of an invoice. */
export interface AuditContext {
  /** `admin:139`, `manager:7`, or the program: `job:billing-run`. */
  readonly actor: string;
  /** Reason of the change, in the actor's own words. */
  readonly reason?: string;
  /** Address that the request came from. */
  readonly address?: string;
}
