/** In whose name a change is made, and why. The ledger keeps it with every transition of an invoice. */
export interface AuditContext {
  /** `admin:139`, `manager:7`, or the program: `job:billing-run`. */
  readonly actor: string;
  /** In the actor's own words. */
  readonly reason?: string;
}
