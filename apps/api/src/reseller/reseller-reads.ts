import { Inject, Injectable } from '@nestjs/common';
import {
  belowReseller,
  mayRead,
  ofReseller,
  resellerDialect,
  resellerExposures,
  resellerRegistry,
  type BelowResellerScope,
  type ResellerScope,
} from '@org/invoice-domain';
import { Resellers } from '@org/invoice-domain/persistence';
import {
  listDocument,
  parseListQuery,
  parseShowQuery,
  RequestProblem,
  type Exposure,
  type IncludeTree,
  type Parameters,
  type WriteContext,
} from '@org/json-api';
import { ZoneOffsets, type TimeZone } from '@org/kernel';
import type { FastifyRequest } from 'fastify';
import type { ManagerCaller } from '../auth/caller.js';
import { AppConfig } from '../config/app-config.js';
import { ResellerReader } from '../database/readers.js';
import { resellerApi } from '../http/api.js';
import { resellerAccepts } from '../http/media-type.js';
import { originOf } from '../http/origin.js';
import { queryParameters, type QueryRules } from '../http/query-parameters.js';

const rules: QueryRules = { ignored: new Set(), repeated: 'none' };

/** Who asks, and the reseller that the path names. */
export interface ResellerRequest {
  readonly caller: ManagerCaller;
  readonly resellerId: string;
  readonly request: FastifyRequest;
}

/** The documents of the reseller API's reading requests. */
@Injectable()
export class ResellerReads {
  private readonly zones = new Map<TimeZone, ZoneOffsets>();

  constructor(
    private readonly reader: ResellerReader,
    private readonly resellers: Resellers,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  async show(exposure: Exposure, id: string, from: ResellerRequest): Promise<string> {
    const query = parseShowQuery(resellerRegistry, exposure, this.parameters(from));
    refuseBeyondRights(from.caller, exposure, query.includes);
    const { scope, context } = await this.reach(from);
    return this.reader.one(scope, exposure, id, query, context);
  }

  async list(
    exposure: Exposure,
    from: ResellerRequest,
    narrowed: (scope: ResellerScope) => ResellerScope | BelowResellerScope = (scope) => scope,
  ): Promise<string> {
    const parameters = this.parameters(from);
    const query = parseListQuery(resellerRegistry, exposure, parameters, this.config.platformTimeZone);
    refuseBeyondRights(from.caller, exposure, query.includes);
    const { scope, context } = await this.reach(from);
    const page = await this.reader.list(narrowed(scope), exposure, query, context);
    const url = originOf(from.request) + pathOf(from.request);
    return listDocument(resellerDialect, { url, repeated: parameters.repeated }, query.page, page);
  }

  /** The reseller of the path itself. */
  async reseller(from: ResellerRequest): Promise<string> {
    return this.show(resellerExposures.reseller, from.resellerId, from);
  }

  /** All resellers below that of the path. */
  async childResellers(from: ResellerRequest): Promise<string> {
    return this.list(resellerExposures.reseller, from, ({ resellerId }) => belowReseller(resellerId));
  }

  private parameters({ request }: ResellerRequest): Parameters {
    const { accept } = request.headers;
    if (!resellerAccepts(accept)) throw new RequestProblem({ code: 'not-acceptable', accept: accept ?? '' });
    return queryParameters(rules, request);
  }

  /** @throws RequestProblem for a reseller that is neither the caller's own nor below it, as for one that does not exist */
  private async reach({ caller, resellerId, request }: ResellerRequest): Promise<{
    readonly scope: ResellerScope;
    readonly context: WriteContext;
  }> {
    const reseller = await this.resellers.findWithin(caller.resellerId, resellerId);
    if (reseller === undefined) {
      throw new RequestProblem({ code: 'record-not-found', resource: 'reseller', id: resellerId });
    }
    const zone = this.zoneOf(reseller.timeZone ?? this.config.platformTimeZone);
    return { scope: ofReseller(reseller.id), context: { base: originOf(request) + resellerApi.prefix, zone } };
  }

  private zoneOf(name: TimeZone): ZoneOffsets {
    const known = this.zones.get(name);
    if (known !== undefined) return known;
    const zone = new ZoneOffsets(name);
    this.zones.set(name, zone);
    return zone;
  }
}

const pathOf = ({ url }: FastifyRequest): string => url.split('?', 1)[0] ?? '';

/** A role that may not read a resource may not read it through an include either. */
const refuseBeyondRights = (caller: ManagerCaller, exposure: Exposure, includes: IncludeTree): void => {
  if (!mayRead(caller.role, exposure.resource)) throw new RequestProblem({ code: 'forbidden' });
  for (const [key, below] of includes) {
    const relationship = exposure.relationships.find((one) => one.key === key);
    if (relationship !== undefined) refuseBeyondRights(caller, resellerRegistry.target(relationship), below);
  }
};
