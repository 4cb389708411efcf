import type { ClientBase } from 'pg';
import type { Chunk } from '../chunk.js';
import type { Outcome } from '../outcome.js';

interface Pending {
  readonly chunk: Chunk;
  readonly outcome: Promise<Outcome>;
}

/** Work on a chunk: `load` in its lane, `done` afterwards in the order of the file. */
export interface ChunkWork {
  readonly load: (client: ClientBase, chunk: Chunk) => Promise<Outcome>;
  readonly done: (chunk: Chunk, outcome: Outcome) => void;
}

/**
 * Connections that load chunks beside each other. Chunks whose ids overlap follow one another, since a call may have a neighbour only
 * where that can be seen; so do chunks without ids.
 */
export class ChunkLanes {
  private readonly free: ClientBase[];
  private readonly pending: Pending[] = [];

  constructor(
    connections: readonly ClientBase[],
    private readonly work: ChunkWork,
  ) {
    this.free = [...connections];
  }

  /** Returns once a lane has begun with it. @throws what an earlier chunk has failed with */
  async add(chunk: Chunk): Promise<void> {
    if (!this.pending.every((other) => areApart(other.chunk, chunk))) await this.finish();
    let client = this.free.shift();
    while (client === undefined) {
      await this.settleFirst();
      client = this.free.shift();
    }
    const lane = client;
    const outcome = this.work.load(lane, chunk).finally(() => this.free.push(lane));
    outcome.catch(() => undefined);
    this.pending.push({ chunk, outcome });
  }

  /** @throws what a chunk has failed with, once all of them are settled; those that went well are told */
  async finish(): Promise<void> {
    const failures: unknown[] = [];
    while (this.pending.length > 0) await this.settleFirst().catch((error: unknown) => failures.push(error));
    if (failures.length > 0) throw failures[0];
  }

  private async settleFirst(): Promise<void> {
    const first = this.pending.shift();
    if (first !== undefined) this.work.done(first.chunk, await first.outcome);
  }
}

const areApart = ({ ids: one }: Chunk, { ids: other }: Chunk): boolean =>
  one !== undefined &&
  other !== undefined &&
  (BigInt(one.greatest) < BigInt(other.least) || BigInt(other.greatest) < BigInt(one.least));
