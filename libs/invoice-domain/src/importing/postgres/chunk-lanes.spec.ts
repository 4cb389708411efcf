import { describe, expect, it } from '@jest/globals';
import type { ClientBase } from 'pg';
import type { Chunk } from '../chunk.js';
import type { IdSpan } from '../seen-ids.js';
import type { Outcome } from '../outcome.js';
import { ChunkLanes } from './chunk-lanes.js';

const chunkOf = (rows: number, ids: readonly [least: number, greatest: number] | undefined): Chunk => {
  const span: IdSpan | undefined = ids && { least: String(ids[0]), greatest: String(ids[1]), areDistinct: true };
  return { rows, ids: span } as Chunk;
};

const connection = (name: string): ClientBase => ({ name }) as unknown as ClientBase;

/** Loads that end when they are told to. */
class Loads {
  readonly log: string[] = [];
  private readonly ends = new Map<number, { readonly done: () => void; readonly failed: (error: Error) => void }>();

  readonly lanes = new ChunkLanes([connection('one'), connection('two')], {
    load: (client, { rows }) => {
      this.log.push(`${rows} begins over ${(client as unknown as { readonly name: string }).name}`);
      return new Promise<Outcome>((resolve, reject) => {
        this.ends.set(rows, {
          done: () => {
            resolve({ added: rows, alreadyThere: 0, refusals: [] });
          },
          failed: reject,
        });
      });
    },
    done: ({ rows }) => this.log.push(`${rows} is told`),
  });

  async end(rows: number, error?: Error): Promise<void> {
    const { done, failed } = this.ends.get(rows) ?? {};
    if (error === undefined) done?.();
    else failed?.(error);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const settled = (work: Promise<void>): { isSettled: boolean } => {
  const state = { isSettled: false };
  work.finally(() => (state.isSettled = true)).catch(() => undefined);
  return state;
};

describe('chunks in lanes', () => {
  it('go in beside each other, and are told in the order of the file', async () => {
    const loads = new Loads();
    await loads.lanes.add(chunkOf(1, [1, 10]));
    await loads.lanes.add(chunkOf(2, [11, 20]));
    await loads.end(2);
    const finished = loads.lanes.finish();
    await loads.end(1);
    await finished;
    expect(loads.log).toEqual(['1 begins over one', '2 begins over two', '1 is told', '2 is told']);
  });

  it('wait for a lane', async () => {
    const loads = new Loads();
    await loads.lanes.add(chunkOf(1, [1, 10]));
    await loads.lanes.add(chunkOf(2, [11, 20]));
    const third = settled(loads.lanes.add(chunkOf(3, [21, 30])));
    await loads.end(9);
    expect(third.isSettled).toBe(false);
    await loads.end(1);
    expect(loads.log).toEqual(['1 begins over one', '2 begins over two', '1 is told', '3 begins over one']);
  });

  it.each([
    ['whose ids overlap', [10, 20] as const],
    ['whose ids reach beyond', [0, 99] as const],
    ['without ids', undefined],
  ])('%s follow one another', async (_, ids) => {
    const loads = new Loads();
    await loads.lanes.add(chunkOf(1, [1, 10]));
    const second = loads.lanes.add(chunkOf(2, ids));
    await loads.end(9);
    expect(loads.log).toEqual(['1 begins over one']);
    await loads.end(1);
    await second;
    expect(loads.log).toEqual(['1 begins over one', '1 is told', '2 begins over two']);
  });

  it('that fail are known once all are settled, and those that went well are told', async () => {
    const loads = new Loads();
    await loads.lanes.add(chunkOf(1, [1, 10]));
    await loads.lanes.add(chunkOf(2, [11, 20]));
    const finished = loads.lanes.finish();
    finished.catch(() => undefined);
    await loads.end(1, new Error('on purpose'));
    expect(settled(finished).isSettled).toBe(false);
    await loads.end(2);
    await expect(finished).rejects.toThrow('on purpose');
    expect(loads.log.slice(2)).toEqual(['2 is told']);
  });
});
