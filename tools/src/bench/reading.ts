import { createAdminClient } from '@org/sdk';
import { adminToken } from './admin-token.js';
import type { BenchDatabase } from './bench-database.js';
import { warmUpPairs, type Pace } from './pairs.js';
import type { Progress } from './progress.js';
import { launchOf } from './ratios.js';
import { ServerProcess } from './server-process.js';
import { spreadOf, type Spread } from './statistics.js';

/** What the SDK takes to read an answer, beside what `JSON.parse` takes for its text. */
export interface Reading {
  readonly name: string;
  readonly goal: number;
  readonly sdkMicroseconds: Spread;
  readonly parseMicroseconds: Spread;
  /** The SDK's processor time as a multiple of that of `JSON.parse`, pair by pair. */
  readonly ratio: Spread;
}

interface Answer {
  readonly text: string;
  readonly headers: Headers;
}

type Read = () => unknown;

const name = 'sdk: list of 50 invoices with their accounts';
const goal = 2.5;

/** Enough for garbage to be collected within every batch, and not only within those that come late. */
const readsInBatch = 500;
const secondsPerPair = 1;

/** @returns undefined when only cases with other names are wanted */
export const measureReading = async (
  database: BenchDatabase,
  only: string,
  { pairs }: Pick<Pace, 'pairs'>,
  progress: Progress,
): Promise<Reading | undefined> => {
  if (!name.includes(only)) return undefined;
  progress.expect((pairs + warmUpPairs) * secondsPerPair);
  const answer = await answerOfServer(database);
  const figures = await compareReads(
    sdkRead(answer),
    () => JSON.parse(answer.text) as unknown,
    pairs,
    () => {
      progress.passed(secondsPerPair, name);
    },
  );
  return { name, goal, ...figures };
};

const listWith = (baseUrl: string, token: string, send: typeof fetch): Read => {
  const { invoices } = createAdminClient({ baseUrl, credentials: { token }, fetch: send });
  return () => invoices.list({ include: ['account'], page: { size: 50 } });
};

/** What the application answers when the SDK asks. */
const answerOfServer = async (database: BenchDatabase): Promise<Answer> => {
  const app = await ServerProcess.start(launchOf('app', database));
  try {
    let answer: Answer | undefined;
    const list = listWith(app.origin, await adminToken(database), async (input, init) => {
      const response = await fetch(input, init);
      answer = { text: await response.clone().text(), headers: response.headers };
      return response;
    });
    await list();
    if (answer === undefined) throw new Error('the SDK asked for nothing');
    return answer;
  } finally {
    await app.stop();
  }
};

/** The SDK from its call to its records. Taking a text from the network is left out: that is the work of the runtime's `fetch`. */
export const sdkRead = ({ text, headers }: Answer): Read =>
  listWith('http://ledger.example', 'a token', () =>
    Promise.resolve(Object.assign(new Response(null, { headers }), { text: () => Promise.resolve(text) })),
  );

export const compareReads = async (
  sdk: Read,
  parse: Read,
  pairs: number,
  onPair: () => void,
): Promise<Pick<Reading, 'sdkMicroseconds' | 'parseMicroseconds' | 'ratio'>> => {
  const ofSdk: number[] = [];
  const ofParse: number[] = [];
  for (let pair = 0; pair < warmUpPairs + pairs; pair += 1) {
    ofSdk.push(await microsecondsOf(sdk));
    ofParse.push(await microsecondsOf(parse));
    onPair();
  }
  const measured = <Value>(values: readonly Value[]): readonly Value[] => values.slice(warmUpPairs);
  const ratios = ofSdk.map((microseconds, pair) => microseconds / (ofParse[pair] ?? NaN));
  return {
    sdkMicroseconds: spreadOf(measured(ofSdk)),
    parseMicroseconds: spreadOf(measured(ofParse)),
    ratio: spreadOf(measured(ratios)),
  };
};

/** Processor time of one read, the collection of its garbage included. */
const microsecondsOf = async (read: Read): Promise<number> => {
  const before = process.cpuUsage();
  for (let count = 0; count < readsInBatch; count += 1) await read();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / readsInBatch;
};
