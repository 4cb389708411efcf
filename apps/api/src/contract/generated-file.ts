/** A file of the workspace that follows from the declarations, and is committed so that a change of them is a visible diff. */
export interface GeneratedFile {
  /** From the workspace's root. */
  readonly path: string;
  /**
   * Its text before Prettier has formatted it.
   * @param committed the text that stands there now, empty for a new file
   */
  readonly content: (committed: string) => string;
}
