import { Injectable } from '@nestjs/common';
import { everything } from '@org/invoice-domain';
import { RecordDocuments } from '@org/invoice-domain/persistence';
import type { AnyAction } from '@org/json-api';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { idsIn, type RouteParameters } from '../../actions/action-route.js';
import { answerExposureOf } from '../../actions/answer-exposure.js';
import { auditContextOf } from '../../auth/caller.js';
import { Changes, type Done, type Performed } from '../../http/changes.js';
import { answeringFailures } from '../../http/problems-of-failure.js';
import { actionRequestOf } from './action-request.js';
import type { AdminChangeHandler, AdminChangeRequest, ShownOnce } from './admin-handler.js';

type Outcome = string | readonly string[] | ShownOnce | undefined;

/**
 * Performs the actions that change something: each in one transaction and the caller's name, once for each `Idempotency-Key`, of the
 * version that `If-Match` means.
 */
@Injectable()
export class AdminChanges {
  constructor(
    private readonly changes: Changes,
    private readonly documents: RecordDocuments,
  ) {}

  /** @throws RequestProblem, also for what the domain refuses: nothing has happened then */
  async perform<Declared extends AnyAction>(
    action: Declared,
    { current, perform }: AdminChangeHandler<Declared>,
    request: FastifyRequest,
    parameters: RouteParameters,
  ): Promise<Performed> {
    const exposure = answerExposureOf(action);
    const ids = idsIn(action, parameters);
    const { id, context, body, reason } = actionRequestOf(action, ids, request);
    const requestIn = (manager: EntityManager): AdminChangeRequest<Declared> => ({
      context,
      ids,
      body,
      manager,
    });
    const locked = (manager: EntityManager): Promise<string> =>
      this.documents.locked(manager, everything, action.on.exposure ?? exposure, id, context);
    const performed = this.changes.perform(request, {
      audit: { ...auditContextOf(request), ...(reason !== undefined && { reason }) },
      ...(current !== undefined
        ? { current: (manager) => current(requestIn(manager)) }
        : action.on.each === 'record' && { current: locked }),
      work: async (manager) => this.done(action, requestIn(manager), id, await perform(requestIn(manager))),
    });
    return answeringFailures(performed, { exposure, id });
  }

  private async done(
    { answers, name, on }: AnyAction,
    { manager, context }: AdminChangeRequest<AnyAction>,
    id: string,
    outcome: Outcome,
  ): Promise<Done> {
    switch (answers.kind) {
      case 'record': {
        const { exposure = on.exposure } = answers;
        if (exposure === undefined) throw new Error(`${name} answers a record of no resource`);
        const { status, exposure: other } = answers;
        const shown = typeof outcome === 'string' ? outcome : id;
        const document = await this.documents.one(manager, everything, other ?? exposure, shown, context);
        return { status, document, ...(status === 201 && { location: `${context.base}/${exposure.path}/${shown}` }) };
      }
      case 'nothing':
        return { status: answers.status };
      case 'report':
        return { status: 200, ...reported(outcome) };
      case 'records':
      case 'file':
        throw new Error(`no change of the admin API answers ${answers.kind}`);
    }
  }
}

/** The document of a report, and what is kept of it where that is less. */
const reported = (outcome: Outcome): Pick<Done, 'document' | 'kept'> =>
  typeof outcome === 'object' && 'shown' in outcome
    ? { document: outcome.shown, kept: outcome.kept }
    : { document: String(outcome) };
