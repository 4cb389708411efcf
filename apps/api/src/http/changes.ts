import { Injectable } from '@nestjs/common';
import type { AuditContext } from '@org/invoice-domain';
import {
  IdempotencyKeys,
  LedgerTransactions,
  SecretBox,
  type KeptAnswer,
  type KeyedRequest,
} from '@org/invoice-domain/persistence';
import { RequestProblem } from '@org/json-api';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { refuseStaleVersion } from './if-match.js';

/** Answer of a change. */
export interface Done {
  readonly status: 200 | 201 | 202 | 204;
  /** The JSON text of the body. */
  readonly document?: string;
  /** Body for a repeated request, where the first one holds a secret that is shown once. */
  readonly kept?: string;
  /** The URL of what was made. */
  readonly location?: string;
}

/** A change of the ledger that a request asks for. All of it happens in one transaction, which may be tried more than once. */
export interface Change {
  /** Actor and reason of the change. */
  readonly audit: AuditContext;
  /**
   * The document of the record as it stands, its row locked: for comparison with `If-Match`. Absent where nothing exists yet.
   * What it throws is answered before anything is done.
   */
  readonly current?: (manager: EntityManager) => Promise<string>;
  readonly work: (manager: EntityManager) => Promise<Done>;
}

/** Answer of a request, and whether it repeats an earlier one. */
export interface Performed extends KeptAnswer {
  readonly replayed: boolean;
}

/**
 * Makes changes: once for each `Idempotency-Key`, however often the request comes, and of no other version than `If-Match` means.
 * A request that was refused leaves no trace; with the same key it is tried anew.
 */
@Injectable()
export class Changes {
  constructor(
    private readonly transactions: LedgerTransactions,
    private readonly keys: IdempotencyKeys,
    private readonly secrets: SecretBox,
  ) {}

  /** @throws RequestProblem, and what the change throws: nothing has happened then */
  perform(request: FastifyRequest, { audit, current, work }: Change): Promise<Performed> {
    const keyed = keyedRequestOf(request, (text) => this.secrets.digest(text));
    return this.transactions.run(audit, async (manager) => {
      const kept = keyed && (await this.keys.take(manager, keyed));
      if (kept !== undefined) return { ...kept, replayed: true };
      const document = await current?.(manager);
      if (document !== undefined) refuseStaleVersion(request.headers['if-match'], document);
      const { status, document: answer, kept: keptAnswer = answer, location } = await work(manager);
      const done: KeptAnswer = { status, document: answer, location };
      if (keyed !== undefined) await this.keys.keep(manager, keyed, { ...done, document: keptAnswer });
      return { ...done, replayed: false };
    });
  }
}

const visibleAscii = /^[!-~]{1,255}$/;

/** Undefined without a key. The query of the URL is left out: it holds nothing but, perhaps, a token. */
const keyedRequestOf = (
  { headers, method, url, user, body }: FastifyRequest,
  digest: (text: string) => string,
): KeyedRequest | undefined => {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !visibleAscii.test(key)) {
    throw new RequestProblem({ code: 'malformed-idempotency-key' });
  }
  if (user === undefined) throw new Error('a change is asked for by nobody');
  const request = JSON.stringify([method, url.split('?', 1)[0], body ?? null]);
  return {
    caller: `${user.kind}:${user.id}`,
    key,
    digest: digest(request),
  };
};
