/** Why the text of a field cannot be read, in words that follow the column's name. */
export class Unreadable {
  constructor(readonly fault: string) {}
}

/** Makes of the text of a field what its column of the ledger takes; null is nothing. */
export type ReadText = (value: string) => string | null | Unreadable;
