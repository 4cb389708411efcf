import { constants } from 'node:os';

/** Signals that stop a program: Ctrl-C, a supervisor, a closed terminal. */
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Milliseconds. One Ctrl-C arrives twice under npm: from the terminal, and from npm, which passes it on. */
const sameKeystroke = 300;

/**
 * Calls back at the first signal to stop. A second Ctrl-C ends the process at once, with the exit code that shells give it; every other
 * signal after the first changes nothing.
 */
export const onStopSignal = (stop: (signal: NodeJS.Signals) => void): void => {
  let stoppedAt: number | undefined;
  const heard = (signal: NodeJS.Signals): void => {
    if (stoppedAt === undefined) {
      stoppedAt = performance.now();
      ignoreLostTerminal();
      stop(signal);
    } else if (signal === 'SIGINT' && performance.now() - stoppedAt > sameKeystroke) {
      process.exit(128 + constants.signals.SIGINT);
    }
  };
  for (const signal of stopSignals) process.on(signal, heard);
};

/** A closed terminal takes no more text, which is no reason to leave without having stopped. */
const ignoreLostTerminal = (): void => {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
};
