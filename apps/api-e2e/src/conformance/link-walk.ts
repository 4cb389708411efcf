import type { ConformingClient } from '../support/conforming-client.js';
import { linksIn } from './links-in.js';
import type { RandomIndex } from './random-index.js';

export interface WalkLimits {
  readonly requests: number;
  readonly milliseconds: number;
}

export interface Walk {
  readonly visited: number;
  /** Number of followed links by kind. */
  readonly followed: ReadonlyMap<string, number>;
}

/** A link that was seen, and the member that it was in: `self`, `related`, `next` and so on. */
interface Step {
  readonly kind: string;
  readonly url: string;
}

/** Follows links at random, kinds of links by turns, so that the rare ones are followed too. */
export const walkLinks = async (
  client: ConformingClient,
  starts: readonly string[],
  random: RandomIndex,
  { requests, milliseconds }: WalkLimits,
): Promise<Walk> => {
  const frontier = new Map<string, Step[]>([['start', starts.map((url) => ({ kind: 'start', url }))]]);
  const known = new Set(starts);
  const followed = new Map<string, number>();
  const deadline = performance.now() + milliseconds;
  let visited = 0;
  while (visited < requests && performance.now() < deadline) {
    const step = takeOne(frontier, random);
    if (step === undefined) break;
    const { status, document } = await client.send('GET', targetOf(client.origin, step.url));
    if (status !== 200) throw new Error(`the link ${step.kind} to ${step.url} is answered ${status}`);
    visited += 1;
    followed.set(step.kind, (followed.get(step.kind) ?? 0) + 1);
    for (const [kind, url] of linksIn(document)) {
      if (known.has(url)) continue;
      known.add(url);
      frontier.set(kind, [...(frontier.get(kind) ?? []), { kind, url }]);
    }
  }
  return { visited, followed };
};

const takeOne = (frontier: ReadonlyMap<string, Step[]>, random: RandomIndex): Step | undefined => {
  const open = [...frontier.values()].filter((steps) => steps.length > 0);
  const steps = open[random(open.length)];
  return steps?.splice(random(steps.length), 1)[0];
};

const targetOf = (origin: string, url: string): string => {
  if (!url.startsWith('http')) return url;
  if (!url.startsWith(`${origin}/`)) throw new Error(`the link ${url} leads to another server`);
  return url.slice(origin.length);
};
