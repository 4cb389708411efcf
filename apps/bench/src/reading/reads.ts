import { createAdminClient } from '@org/sdk';
import { spreadOf, type Spread } from '../statistics.js';

export interface Answer {
  readonly text: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Input of the process that measures. */
export interface Task extends Answer {
  readonly pairs: number;
  readonly warmUpPairs: number;
}

export interface Figures {
  readonly sdkMicroseconds: Spread;
  readonly parseMicroseconds: Spread;
  /** The SDK's processor time as a multiple of that of `JSON.parse`, pair by pair. */
  readonly ratio: Spread;
}

type Read = () => unknown;

/** Enough for garbage to be collected within every batch, and not only within those that come late. */
const readsInBatch = 500;

export const listWith = (baseUrl: string, token: string, send: typeof fetch): Read => {
  const { invoices } = createAdminClient({ baseUrl, credentials: { token }, fetch: send });
  return () => invoices.list({ include: ['account'], page: { size: 50 } });
};

/** The SDK from its call to its records. Taking a text from the network is left out: that is the work of the runtime's `fetch`. */
export const sdkRead = ({ text: body, headers }: Answer): Read => {
  const response = Object.assign(new Response(null, { headers }), { text: () => Promise.resolve(body) });
  return listWith('http://ledger.example', 'a token', () => Promise.resolve(response));
};

export const compareReads = async (
  sdk: Read,
  parse: Read,
  { pairs, warmUpPairs }: Pick<Task, 'pairs' | 'warmUpPairs'>,
): Promise<Figures> => {
  const ofSdk: number[] = [];
  const ofParse: number[] = [];
  for (let pair = 0; pair < warmUpPairs + pairs; pair += 1) {
    ofSdk.push(await microsecondsOf(sdk));
    ofParse.push(await microsecondsOf(parse));
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
