import type { Clock } from '@org/kernel';
import type { EntityManager } from 'typeorm';
import { IdempotencyKeyReused } from '../../model/domain-failure.js';

/** A request that a client may send twice. */
export interface KeyedRequest {
  /** Keys of different callers have nothing to do with each other. */
  readonly caller: string;
  readonly key: string;
  /** The same for equal requests only. */
  readonly digest: string;
}

/** Stored answer of a request. */
export interface KeptAnswer {
  readonly status: number;
  readonly document: string | undefined;
  readonly location: string | undefined;
}

/** Retention of an answer in hours; the key can be used again afterwards. */
const keptHours = 24;

/** So many forgotten answers go with each new one: more than come, so that they never pile up. */
const sweepLimit = 100;

interface KeptRow {
  readonly request_digest: string;
  readonly status: number;
  readonly document: string | null;
  readonly location: string | null;
}

/**
 * The answers to requests that came with a key. A key is written in the transaction of the change: both are kept or neither, and a request
 * with the same key meanwhile waits for the outcome.
 */
export class IdempotencyKeys {
  constructor(private readonly clock: Clock) {}

  /**
   * Takes a key for the transaction.
   * @returns the answer, when the request has been served before
   * @throws IdempotencyKeyReused when another request has been
   */
  async take(manager: EntityManager, { caller, key, digest }: KeyedRequest): Promise<KeptAnswer | undefined> {
    const now = this.clock.now();
    const forgotten = now.subtract({ hours: keptHours }).toString();
    await manager.query(
      `DELETE FROM idempotency_keys WHERE ctid = ANY (ARRAY(
         SELECT ctid FROM idempotency_keys WHERE created_at < $1 ORDER BY created_at LIMIT ${sweepLimit} FOR UPDATE SKIP LOCKED))`,
      [forgotten],
    );
    const taken = await manager.query<readonly unknown[]>(
      `INSERT INTO idempotency_keys AS kept (caller, key, request_digest, created_at) VALUES ($1, $2, $3, $4)
       ON CONFLICT (caller, key) DO UPDATE SET request_digest = excluded.request_digest, created_at = excluded.created_at
       WHERE kept.created_at < $5 RETURNING key`,
      [caller, key, digest, now.toString(), forgotten],
    );
    if (taken.length > 0) return undefined;
    const [kept] = await manager.query<readonly KeptRow[]>(
      'SELECT request_digest, status, document, location FROM idempotency_keys WHERE caller = $1 AND key = $2',
      [caller, key],
    );
    if (kept?.request_digest !== digest) throw new IdempotencyKeyReused();
    return { status: kept.status, document: kept.document ?? undefined, location: kept.location ?? undefined };
  }

  /** Keeps the answer with the key that the transaction has taken. */
  async keep(manager: EntityManager, { caller, key }: KeyedRequest, answer: KeptAnswer): Promise<void> {
    await manager.query(
      'UPDATE idempotency_keys SET status = $3, document = $4, location = $5 WHERE caller = $1 AND key = $2',
      [caller, key, answer.status, answer.document ?? null, answer.location ?? null],
    );
  }
}
