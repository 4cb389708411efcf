import { onStopSignal } from './stop-signals.js';

/** Milliseconds that what is running may still take after the process was told to stop. */
const shutdownMilliseconds = 30_000;

/** A program that has started. */
export interface Running {
  /** Finishes what is being done, begins nothing new, and lets go of everything. */
  readonly stop: () => Promise<void>;
}

export interface Program {
  /** Begins the sentence that says what went wrong. */
  readonly name: string;
  /** Closes what it has opened when it is aborted, and throws the signal's reason. */
  readonly start: (signal: AbortSignal) => Promise<Running>;
  /** Told that the program is being stopped. */
  readonly say: (message: string) => void;
  /** Told why the program ends, if it was not told to. */
  readonly complain: (sentence: string) => void;
}

/**
 * Starts a program and stops it when the process is told to. A start that is under way is given up: what it has opened is closed again. The
 * process ends with 0 when it stopped in good order, otherwise with 1.
 */
export const runProgram = async ({ name, start, say, complain }: Program): Promise<void> => {
  /** Writes the error message without a stack, for the person who runs the program. */
  const exit = (what: string, error: unknown): never => {
    complain(`${name} ${what}. ${error instanceof Error ? error.message : String(error)}`);
    process.exit(1);
  };
  const interruption = new AbortController();
  const { signal } = interruption;
  let isStarted = false;
  const starting = start(signal);

  const stop = async (): Promise<void> => {
    setTimeout(() => process.exit(1), shutdownMilliseconds).unref();
    say(
      isStarted
        ? 'Stopping: what is running is finished first. Ctrl-C ends it at once.'
        : 'Stopping before it is ready. Ctrl-C ends it at once.',
    );
    interruption.abort();
    const running = await starting.catch((error: unknown) => {
      if (error !== signal.reason) exit('could not start', error);
    });
    await running?.stop();
    process.exit(0);
  };
  onStopSignal(() => {
    stop().catch((error: unknown) => exit('did not stop cleanly', error));
  });

  try {
    await starting;
    isStarted = true;
  } catch (error) {
    // Stopping waits for the start, too, and ends the process.
    if (!signal.aborted) exit('could not start', error);
  }
};
