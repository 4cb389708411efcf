/**
 * Stored records of one sort, within a transaction. What the database refuses to keep is an `InvalidRecord`; what it refuses to give
 * up is one too, or names what is in use.
 */
export interface Records<Name extends string, Stored, Draft> {
  /** Locks a record until the transaction ends. */
  locked(name: Name, id: number): Promise<Stored | undefined>;
  /** @returns the id of the new record */
  add(name: Name, record: Draft): Promise<number>;
  change(name: Name, id: number, changes: Draft): Promise<void>;
  remove(name: Name, id: number): Promise<void>;
}
