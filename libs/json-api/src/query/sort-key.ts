/** One criterion of an order. */
export interface SortKey {
  /** The stored property. */
  readonly property: string;
  /** Stored words and what they are sorted as, where several share one. */
  readonly words?: Readonly<Record<string, string>>;
  readonly descending: boolean;
}
