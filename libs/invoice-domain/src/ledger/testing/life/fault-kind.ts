/** A fault of a ledger, as a bug or somebody at a console would make it: triggers are off. */
export interface FaultKind {
  readonly what: string;
  readonly plant: string;
  /** The findings that are new, each told once: severity, check and message. */
  readonly finds: readonly RegExp[];
}
