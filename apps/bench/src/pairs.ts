import type { Case } from './cases.js';
import { run, type Run } from './load.js';
import type { ServerProcess } from './server-process.js';
import { spreadOf, type Spread } from './statistics.js';

export interface Pace {
  readonly seconds: number;
  readonly pairs: number;
}

export interface Comparison {
  readonly name: string;
  readonly goal: number;
  readonly app: Figures;
  readonly floor: Figures;
  /** Processor time of the application as a multiple of the floor's, pair by pair. */
  readonly ratio: Spread;
}

export interface Figures {
  readonly cpuMicroseconds: Spread;
  readonly requestsPerSecond: Spread;
}

interface Servers {
  readonly app: ServerProcess;
  readonly floor: ServerProcess;
}

/** The just-in-time compiler is at work for several seconds, and its threads count as time of the process. */
export const warmUpPairs = 2;

/** How often the servers take turns within a pair: what disturbs the machine for a while then disturbs both of its halves. */
const turns = 4;

/** Loads both servers in turn, for the given seconds each within every pair. */
export const compare = async (
  { app, floor }: Servers,
  { name, goal, request }: Case,
  { seconds, pairs }: Pace,
  onPair: () => void,
): Promise<Comparison> => {
  const measurePair = async (): Promise<readonly [Run, Run]> => {
    const ofApp: Run[] = [];
    const ofFloor: Run[] = [];
    for (let turn = 0; turn < turns; turn += 1) {
      ofApp.push(await run(app, request, { seconds: seconds / turns }));
      ofFloor.push(await run(floor, request, { seconds: seconds / turns }));
    }
    onPair();
    return [together(ofApp), together(ofFloor)];
  };
  for (let count = 0; count < warmUpPairs; count += 1) await measurePair();
  const ofApp: Run[] = [];
  const ofFloor: Run[] = [];
  const ratios: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const [one, other] = await measurePair();
    ofApp.push(one);
    ofFloor.push(other);
    ratios.push(one.cpuMicroseconds / other.cpuMicroseconds);
  }
  return { name, goal, app: figuresOf(ofApp), floor: figuresOf(ofFloor), ratio: spreadOf(ratios) };
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
