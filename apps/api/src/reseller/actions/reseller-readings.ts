import { Injectable } from '@nestjs/common';
import { mayCall, type ManagerRight } from '@org/invoice-domain';
import { parseShowQuery, RequestProblem, type AnyAction, type Parameters, type ShowQuery } from '@org/json-api';
import type { FastifyReply } from 'fastify';
import { idsIn, type RouteParameters } from '../../actions/action-route.js';
import { answerExposureOf } from '../../actions/answer-exposure.js';
import { ResellerReader } from '../../database/readers.js';
import { resellerApi } from '../../http/api.js';
import { sendDocument } from '../../http/reply.js';
import { sendFile, type HandedFile } from '../../http/send-file.js';
import { refuseOthers } from '../../http/query-parameters.js';
import { refuseResellerParameters, resellerParametersOf } from '../reseller-parameters.js';
import { ResellerAccess, type AccessedReseller, type ResellerRequest } from '../reseller-access.js';
import { declaredFiltersIn } from '../../actions/declared-filters.js';
import { registryOf } from './registry-of.js';
import type { ReadHandler, ReadRequest } from './reseller-handler.js';

/** RFC 2483. A redirection would take the client's token along. */
const uriList = 'text/uri-list';

/** Serves the actions that read: records that are found in a way of their own, reports and files. */
@Injectable()
export class ResellerReadings {
  constructor(
    private readonly access: ResellerAccess,
    private readonly reader: ResellerReader,
  ) {}

  /** @throws RequestProblem */
  async answer<Declared extends AnyAction>(
    action: Declared,
    { find }: ReadHandler<Declared>,
    from: ResellerRequest,
    parameters: RouteParameters,
    reply: FastifyReply,
  ): Promise<void> {
    const ids = idsIn(action, parameters);
    if (action.answers.kind === 'record') {
      const { filters, query } = showQueryOf(action, resellerParametersOf(from.request));
      const accessed = await this.accessed(action, from);
      const id = (await find({ ...accessed, caller: from.caller, ids, filters })) as number | string;
      const document = await this.reader.one(
        accessed.scope,
        answerExposureOf(action),
        String(id),
        query,
        accessed.context,
      );
      await sendDocument(resellerApi, from.request, reply, document);
      return;
    }
    if (action.answers.kind === 'report') {
      const { filter, ...others } = resellerParametersOf(from.request);
      refuseOthers({ filter, ...others });
      const filters = declaredFiltersIn(action, filter);
      const accessed = await this.accessed(action, from);
      const document = (await find({ ...accessed, caller: from.caller, ids, filters })) as string;
      await sendDocument(resellerApi, from.request, reply, document);
      return;
    }
    // `Accept` is not looked at: clients that send it with every request mean the documents.
    refuseResellerParameters(from.request);
    const request: ReadRequest<Declared> = {
      ...(await this.accessed(action, from)),
      caller: from.caller,
      ids,
      filters: {},
    };
    const found = (await find(request)) as HandedFile | { readonly link: string };
    if ('link' in found) await reply.header('content-type', uriList).send(`${found.link}\r\n`);
    else await sendFile(from.request, reply, found);
  }

  private accessed(action: AnyAction, from: ResellerRequest): Promise<AccessedReseller> {
    const { answers } = action;
    const { resource } = (answers.kind === 'report' ? answers.shows : undefined) ?? answerExposureOf(action);
    if (!mayCall(from.caller.role, action.right as ManagerRight, resource)) {
      throw new RequestProblem({ code: 'forbidden' });
    }
    return this.access.of(from);
  }
}

interface ShowRequest {
  readonly filters: Readonly<Record<string, string>>;
  readonly query: ShowQuery;
}

const showQueryOf = (action: AnyAction, { filter, ...others }: Parameters): ShowRequest => {
  const exposure = answerExposureOf(action);
  const filters = declaredFiltersIn(action, filter);
  const query = parseShowQuery(registryOf(exposure), exposure, {
    ...others,
    filter: action.parameters.length > 0 ? new Map() : filter,
  });
  return { filters, query };
};
