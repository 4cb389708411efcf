import { Inject, Injectable } from '@nestjs/common';
import {
  belowReseller,
  mayRead,
  resellerDialect,
  resellerExposures,
  resellerRegistry,
  type BelowResellerScope,
  type ResellerScope,
} from '@org/invoice-domain';
import {
  listDocument,
  parseListQuery,
  parseShowQuery,
  RequestProblem,
  type DocumentText,
  type ExposedRelationship,
  type Exposure,
  type IncludeTree,
} from '@org/json-api';
import type { FastifyRequest } from 'fastify';
import type { ManagerCaller } from '../auth/caller.js';
import { AppConfig } from '../config/app-config.js';
import { ResellerReader } from '../database/readers.js';
import { originOf } from '../http/origin.js';
import { resellerParametersOf } from './reseller-parameters.js';
import { ResellerAccess, type ResellerRequest } from './reseller-access.js';

/** The documents of the reseller API's reading requests. */
@Injectable()
export class ResellerReads {
  constructor(
    private readonly reader: ResellerReader,
    private readonly access: ResellerAccess,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  async show(exposure: Exposure, id: string, from: ResellerRequest): Promise<DocumentText> {
    const query = parseShowQuery(resellerRegistry, exposure, resellerParametersOf(from.request));
    refuseBeyondRights(from.caller, exposure, query.includes);
    const { scope, context } = await this.access.of(from);
    return this.reader.one(scope, exposure, id, query, context);
  }

  async list(
    exposure: Exposure,
    from: ResellerRequest,
    narrowed: (scope: ResellerScope) => ResellerScope | BelowResellerScope = (scope) => scope,
    link?: Parameters<ResellerReader['list']>[4],
  ): Promise<DocumentText> {
    const parameters = resellerParametersOf(from.request);
    const query = parseListQuery(resellerRegistry, exposure, parameters, this.config.platformTimeZone);
    refuseBeyondRights(from.caller, exposure, query.includes);
    const { scope, context } = await this.access.of(from);
    const page = await this.reader.list(narrowed(scope), exposure, query, context, link);
    const url = originOf(from.request) + pathOf(from.request);
    return listDocument(resellerDialect, { url, repeated: parameters.repeated }, query.page, page);
  }

  /** The records at the other end of a to-many relationship. */
  async related(
    exposure: Exposure,
    id: string,
    relationship: ExposedRelationship,
    from: ResellerRequest,
  ): Promise<DocumentText> {
    const target = resellerRegistry.target(relationship);
    if (!mayRead(from.caller.role, exposure.resource)) throw new RequestProblem({ code: 'forbidden' });
    return this.list(target, from, (scope) => scope, { exposure, id, relationship });
  }

  /** The reseller of the path itself. */
  async reseller(from: ResellerRequest): Promise<DocumentText> {
    return this.show(resellerExposures.reseller, from.resellerId, from);
  }

  /** All resellers below that of the path. */
  async childResellers(from: ResellerRequest): Promise<DocumentText> {
    return this.list(resellerExposures.reseller, from, ({ resellerId }) => belowReseller(resellerId));
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
