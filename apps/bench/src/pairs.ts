import { run, type Request, type Run } from './load.js';
import type { ServerProcess } from './server-process.js';
import { spreadOf, type Spread } from './statistics.js';

export interface Pace {
  readonly seconds: number;
  readonly pairs: number;
}

export interface Figures {
  readonly cpuMicroseconds: Spread;
  readonly requestsPerSecond: Spread;
}

/** Figures of two servers for the same request. */
export interface PairFigures {
  readonly app: Figures;
  readonly reference: Figures;
  /** Processor time of the application as a multiple of the reference's, pair by pair. */
  readonly ratio: Spread;
  /** Requests per second of the application as a multiple of the reference's, pair by pair. */
  readonly speedRatio: Spread;
}

export interface Comparison extends PairFigures {
  readonly name: string;
  readonly goal: number;
}

/** A server and what it is asked. */
export interface Side {
  readonly server: ServerProcess;
  readonly request: Request;
}

/** The just-in-time compiler is at work for several seconds, and its threads count as time of the process. */
export const warmUpPairs = 2;

/** How often the servers take turns within a pair: what disturbs the machine for a while then disturbs both of its halves. */
const turns = 4;

/** Loads both servers in turn, for the given seconds each within every pair. */
export const compare = async (
  { app, reference }: { readonly app: Side; readonly reference: Side },
  { seconds, pairs }: Pace,
  onPair: () => void,
): Promise<PairFigures> => {
  const runSide = ({ server, request }: Side): Promise<Run> => run(server, request, { seconds: seconds / turns });
  const measurePair = async (): Promise<readonly [Run, Run]> => {
    const ofApp: Run[] = [];
    const ofReference: Run[] = [];
    for (let turn = 0; turn < turns; turn += 1) {
      ofApp.push(await runSide(app));
      ofReference.push(await runSide(reference));
    }
    onPair();
    return [together(ofApp), together(ofReference)];
  };
  for (let count = 0; count < warmUpPairs; count += 1) await measurePair();
  const measured: (readonly [Run, Run])[] = [];
  for (let pair = 0; pair < pairs; pair += 1) measured.push(await measurePair());
  return {
    app: figuresOf(measured.map(([one]) => one)),
    reference: figuresOf(measured.map(([, other]) => other)),
    ratio: spreadOf(measured.map(([one, other]) => one.cpuMicroseconds / other.cpuMicroseconds)),
    speedRatio: spreadOf(measured.map(([one, other]) => one.requestsPerSecond / other.requestsPerSecond)),
  };
};

/** Several runs as one. */
const together = (runs: readonly Run[]): Run => {
  const sum = (value: (run: Run) => number): number => runs.reduce((total, run) => total + value(run), 0);
  const requests = sum((run) => run.requests);
  return {
    requests,
    requestsPerSecond: sum((run) => run.requestsPerSecond) / runs.length,
    cpuMicroseconds: sum((run) => run.cpuMicroseconds * run.requests) / requests,
  };
};

const figuresOf = (runs: readonly Run[]): Figures => ({
  cpuMicroseconds: spreadOf(runs.map(({ cpuMicroseconds }) => cpuMicroseconds)),
  requestsPerSecond: spreadOf(runs.map(({ requestsPerSecond }) => requestsPerSecond)),
});
