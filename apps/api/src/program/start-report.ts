/** Hears how far a start is. */
export interface StartReport {
  /** A step begins; the one before it is over. */
  step(name: string): void;
  /** How far the current step is. */
  progress(text: string): void;
  /** What the reader may want to know besides, such as where data is kept. */
  note(text: string): void;
  /** The last step is over, and this is what the reader needs from now on. */
  ready(text: string): void;
}

/** Tells everything line by line. */
export const reportLines = (say: (line: string) => void): StartReport => ({
  step: say,
  progress: say,
  note: say,
  ready: say,
});
