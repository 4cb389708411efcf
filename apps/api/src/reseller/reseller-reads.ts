import { Inject, Injectable } from '@nestjs/common';
import { mayRead, ofReseller, resellerRegistry } from '@org/invoice-domain';
import { RequestProblem, type Exposure, type IncludeTree } from '@org/json-api';
import { ZoneOffsets, type TimeZone } from '@org/kernel';
import { Resellers, type ReachableReseller } from '@org/invoice-domain/persistence';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ManagerCaller } from '../auth/caller.js';
import { AppConfig } from '../config/app-config.js';
import { ResellerReader } from '../database/readers.js';
import { resellerApi } from '../http/api.js';
import { resellerAccepts } from '../http/media-type.js';
import { originOf } from '../http/origin.js';
import { sendDocument } from '../http/reply.js';
import { parseShowQuery, type QueryRules } from '../http/show-query.js';

const rules: QueryRules = { ignored: new Set(), repeated: 'none' };

/** What a reading request of the reseller API names: the caller, the reseller of the path, the record. */
export interface ShowRequest {
  readonly caller: ManagerCaller;
  readonly resellerId: string;
  readonly id: string;
}

/** Answers the reading requests of the reseller API. */
@Injectable()
export class ResellerReads {
  private readonly zones = new Map<TimeZone, ZoneOffsets>();

  constructor(
    private readonly reader: ResellerReader,
    private readonly resellers: Resellers,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  async show(
    exposure: Exposure,
    { caller, resellerId, id }: ShowRequest,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const { accept } = request.headers;
    if (!resellerAccepts(accept)) throw new RequestProblem({ code: 'not-acceptable', accept: accept ?? '' });
    const { includes } = parseShowQuery(resellerRegistry, exposure, rules, request);
    refuseBeyondRights(caller, exposure, includes);
    const reseller = await this.reachable(caller, resellerId);
    const context = { base: originOf(request) + resellerApi.prefix, zone: this.zoneOf(reseller) };
    const document = await this.reader.one(ofReseller(reseller.id), exposure, id, includes, context);
    sendDocument(resellerApi, request, reply, document);
  }

  private async reachable(caller: ManagerCaller, resellerId: string): Promise<ReachableReseller> {
    const reseller = await this.resellers.findWithin(caller.resellerId, resellerId);
    if (reseller === undefined)
      throw new RequestProblem({ code: 'record-not-found', resource: 'reseller', id: resellerId });
    return reseller;
  }

  private zoneOf({ timeZone }: ReachableReseller): ZoneOffsets {
    const name = timeZone ?? this.config.platformTimeZone;
    const known = this.zones.get(name);
    if (known !== undefined) return known;
    const zone = new ZoneOffsets(name);
    this.zones.set(name, zone);
    return zone;
  }
}

/** A role that may not read a resource may not read it through an include either. */
const refuseBeyondRights = (caller: ManagerCaller, exposure: Exposure, includes: IncludeTree): void => {
  if (!mayRead(caller.role, exposure.resource)) throw new RequestProblem({ code: 'forbidden' });
  for (const [key, below] of includes) {
    const relationship = exposure.relationships.find((one) => one.key === key);
    if (relationship !== undefined) refuseBeyondRights(caller, resellerRegistry.target(relationship), below);
  }
};
