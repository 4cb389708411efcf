/** The outcome of an examination of one thing. */
export interface Complaint {
  /** The thing, in two or three words. */
  readonly of: string;
  /** An error stops billing, or loses money or trust, when it stays. */
  readonly state: 'fine' | 'warning' | 'error';
  readonly finding: string;
  readonly advice?: string;
}
