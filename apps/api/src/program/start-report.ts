/** Hears how far a start is. */
export interface StartReport {
  /** A step begins; the one before it is over. */
  step(name: string): void;
  /** Reports the progress of the current step. */
  progress(text: string): void;
  /** Reports something else worth knowing, such as the data directory. */
  note(text: string): void;
  /** The last step is over, and this is what the reader needs from now on. */
  ready(text: string): void;
  /** The program ends, and why. */
  failed(sentence: string): void;
}

/**
 * Tells everything line by line.
 * @param complain told why the program ends
 */
export const reportLines = (say: (line: string) => void, complain: (line: string) => void): StartReport => ({
  step: say,
  progress: say,
  note: say,
  ready: say,
  failed: complain,
});
