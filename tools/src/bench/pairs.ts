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
export const warmUpRuns = 2;

/** Loads both servers in turn: what disturbs the machine for a while disturbs both halves of a pair. */
export const compare = async (
  { app, floor }: Servers,
  { name, goal, request }: Case,
  { seconds, pairs }: Pace,
  onRun: () => void,
): Promise<Comparison> => {
  const measure = async (server: ServerProcess): Promise<Run> => {
    const result = await run(server, request, { seconds });
    onRun();
    return result;
  };
  for (let count = 0; count < warmUpRuns; count += 1) {
    await measure(app);
    await measure(floor);
  }
  const ofApp: Run[] = [];
  const ofFloor: Run[] = [];
  const ratios: number[] = [];
  for (let pair = 0; pair < pairs; pair += 1) {
    const one = await measure(app);
    const other = await measure(floor);
    ofApp.push(one);
    ofFloor.push(other);
    ratios.push(one.cpuMicroseconds / other.cpuMicroseconds);
  }
  return { name, goal, app: figuresOf(ofApp), floor: figuresOf(ofFloor), ratio: spreadOf(ratios) };
};

const figuresOf = (runs: readonly Run[]): Figures => ({
  cpuMicroseconds: spreadOf(runs.map(({ cpuMicroseconds }) => cpuMicroseconds)),
  requestsPerSecond: spreadOf(runs.map(({ requestsPerSecond }) => requestsPerSecond)),
});
