import { Inject, Injectable } from '@nestjs/common';
import { mayCall, type ManagerRight } from '@org/invoice-domain';
import { RecordDocuments } from '@org/invoice-domain/persistence';
import { RequestProblem, type AnyAction, type Exposure, type SentOf } from '@org/json-api';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { idsIn, type RouteParameters } from '../../actions/action-route.js';
import { reasonIn } from '../../actions/reason-in.js';
import { answerExposureOf } from '../../actions/answer-exposure.js';
import { auditContextOf } from '../../auth/caller.js';
import { AppConfig } from '../../config/app-config.js';
import { Changes, type Done, type Performed } from '../../http/changes.js';
import { jsonApiType, mediaTypeOf } from '../../http/media-type.js';
import { refuseResellerParameters } from '../reseller-parameters.js';
import { ResellerAccess, type ResellerRequest } from '../reseller-access.js';
import { inRefusalsOf } from './refusals.js';
import { registryOf } from './registry-of.js';
import type { ChangeHandler, ChangeRequest } from './reseller-handler.js';

/**
 * Performs the actions that change something: each in one transaction and the manager's name, once for each `Idempotency-Key`, of the
 * version that `If-Match` means.
 */
@Injectable()
export class ResellerChanges {
  constructor(
    private readonly access: ResellerAccess,
    private readonly changes: Changes,
    private readonly documents: RecordDocuments,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  /**
   * Looks at the headers first, then at the query, the role, the reseller and the body.
   * @throws RequestProblem, also for what the domain refuses: nothing has happened then
   */
  async perform<Declared extends AnyAction>(
    action: Declared,
    { lock, locks, perform }: ChangeHandler<Declared>,
    from: ResellerRequest,
    parameters: RouteParameters,
  ): Promise<Performed> {
    const { request, caller } = from;
    refuseResellerParameters(request);
    const text = textOf(request);
    const exposure = answerExposureOf(action);
    if (!mayCall(caller.role, action.right as ManagerRight, exposure.resource)) {
      throw new RequestProblem({ code: 'forbidden' });
    }
    const accessed = await this.access.of(from);
    const body = this.bodyIn(action, text, accessed.context.zone.zone);
    const ids = idsIn(action, parameters);
    const requestIn = (manager: EntityManager): ChangeRequest<Declared> => ({
      ...accessed,
      caller,
      ids,
      body,
      manager,
    });
    const document = (asking: ChangeRequest<Declared>, id: number | string): Promise<string> =>
      this.documents.one(asking.manager, asking.scope, locks ?? exposure, String(id), asking.context);
    return inRefusalsOf(
      action,
      this.changes.perform(request, {
        audit: { ...auditContextOf(request), ...reasonIn(body) },
        ...(lock && {
          current: async (manager: EntityManager) => document(requestIn(manager), await lock(requestIn(manager))),
        }),
        work: async (manager) => this.done(action, exposure, requestIn(manager), await perform(requestIn(manager))),
      }),
    );
  }

  private bodyIn<Declared extends AnyAction>(action: Declared, text: string, zone: string): SentOf<Declared> {
    const { externalInvoiceMaxBytes: fileBytes } = this.config;
    return action.body?.read(text, registryOf(answerExposureOf(action)), {
      fileBytes,
      id: undefined,
      zone,
    }) as SentOf<Declared>;
  }

  private async done(
    { answers, on: { through } }: AnyAction,
    exposure: Exposure,
    { manager, scope, context, ids }: ChangeRequest<AnyAction>,
    outcome: unknown,
  ): Promise<Done> {
    switch (answers.kind) {
      case 'record': {
        const id = String(outcome);
        const document = await this.documents.one(manager, scope, exposure, id, context);
        const above = through.map(({ path, type }) => `/${path}/${Number(ids[type])}`).join('');
        const location = `${context.base}/resellers/${scope.resellerId}${above}/${exposure.path}/${id}`;
        return { status: answers.status, document, ...(answers.status === 201 && { location }) };
      }
      case 'records': {
        const made = (outcome as readonly (number | string)[]).map(String);
        return { status: answers.status, document: await this.documents.many(manager, scope, exposure, made, context) };
      }
      case 'nothing':
        return { status: answers.status };
      case 'report':
        return { status: 200, document: String(outcome) };
      case 'file':
        throw new Error('a change hands no file back');
    }
  }
}

/** A request without a body has no media type either: what is missing is the body. */
const textOf = ({ body, headers }: FastifyRequest): string => {
  const { 'content-type': contentType = '' } = headers;
  if (body === undefined || body === null || body === '') return '';
  if (typeof body === 'string' && mediaTypeOf(contentType) === jsonApiType) return body;
  throw new RequestProblem({ code: 'unsupported-media-type', contentType });
};
