import { Injectable } from '@nestjs/common';
import { mayCall, type ManagerAction } from '@org/invoice-domain';
import { RequestProblem } from '@org/json-api';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { actOf } from '../../auth/caller.js';
import { Changes, type Done, type Performed } from '../../http/changes.js';
import { jsonApiType, mediaTypeOf } from '../../http/media-type.js';
import { answeringFailures } from '../../http/problems-of-failure.js';
import { refuseResellerParameters } from '../reseller-parameters.js';
import { ResellerReach, type Reached, type ResellerRequest } from '../reseller-reach.js';

/** A change within its transaction: whose records exist, and what was sent. */
export interface Asked<Body> extends Reached {
  readonly manager: EntityManager;
  readonly body: Body;
}

/** A change that the reseller API makes. */
export interface ResellerChange<Body extends object> {
  readonly action: ManagerAction;
  /** Reads the text of the body, as `flatBody` does. @throws RequestProblem */
  readonly read: (text: string) => Body;
  /** Why, in the manager's own words, for the audit. */
  readonly reason?: (body: NoInfer<Body>) => string | undefined;
  /** The document of the record that is changed, its row locked: what `If-Match` is held against. Absent where nothing exists yet. */
  readonly current?: (asked: Asked<NoInfer<Body>>) => Promise<string>;
  readonly work: (asked: Asked<NoInfer<Body>>) => Promise<Done>;
}

/**
 * Makes the changes that the reseller API is asked for: each in one transaction and the manager's name, once for each
 * `Idempotency-Key`, of the version that `If-Match` means.
 */
@Injectable()
export class ResellerWrites {
  constructor(
    private readonly reach: ResellerReach,
    private readonly changes: Changes,
  ) {}

  /**
   * Looks at the headers first, then at the query, the role, the reseller and the body.
   * @throws RequestProblem, also for what the domain refuses: nothing has happened then
   */
  async perform<Body extends object>(from: ResellerRequest, change: ResellerChange<Body>): Promise<Performed> {
    const { request, caller } = from;
    refuseResellerParameters(request);
    const text = textOf(request);
    if (!mayCall(caller.role, change.action)) throw new RequestProblem({ code: 'forbidden' });
    const reached = await this.reach.of(from);
    const asked = { ...reached, body: change.read(text) };
    const { current, work } = change;
    const reason = change.reason?.(asked.body);
    return answeringFailures(
      this.changes.perform(request, {
        act: { ...actOf(request), ...(reason !== undefined && { reason }) },
        ...(current && { current: (manager: EntityManager) => current({ ...asked, manager }) }),
        work: (manager) => work({ ...asked, manager }),
      }),
    );
  }
}

/** A request without a body has no media type either: what is missing is the body. */
const textOf = ({ body, headers }: FastifyRequest): string => {
  const { 'content-type': contentType = '' } = headers;
  if (body === undefined || body === null || body === '') return '';
  if (typeof body === 'string' && mediaTypeOf(contentType) === jsonApiType) return body;
  throw new RequestProblem({ code: 'unsupported-media-type', contentType });
};
