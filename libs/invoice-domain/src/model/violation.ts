/** One rule that a record breaks. */
export interface Violation {
  /** The domain name of an attribute or a relationship; undefined where the record as a whole is at fault. */
  readonly member: string | undefined;
  readonly message: string;
}
