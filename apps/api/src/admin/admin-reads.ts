import { Injectable } from '@nestjs/common';
import { adminDialect, adminMayRead, adminRegistry, everything } from '@org/invoice-domain';
import {
  listDocument,
  parseListQuery,
  parseShowQuery,
  RequestProblem,
  type DocumentText,
  type ExposedRelationship,
  type Exposure,
  type IncludeTree,
  type Parameters,
} from '@org/json-api';
import type { ReadContext } from '@org/invoice-domain/persistence';
import { ZoneOffsets } from '@org/kernel';
import type { FastifyRequest } from 'fastify';
import { AdminReader } from '../database/readers.js';
import { adminApi } from '../http/api.js';
import { adminAccepts } from '../http/media-type.js';
import { originOf } from '../http/origin.js';
import { queryParameters, type QueryRules } from '../http/query-parameters.js';

/** A token may stand in the query; of what is repeated the last counts. */
export const adminQueryRules: QueryRules = { ignored: new Set(['token']), repeated: 'last' };

/** The admin wire shows and reads every instant in UTC. */
const utc = new ZoneOffsets('UTC');

interface Reading {
  readonly parameters: Parameters;
  readonly context: ReadContext;
}

/** The documents of the admin API's reading requests. */
@Injectable()
export class AdminReads {
  constructor(private readonly reader: AdminReader) {}

  show(exposure: Exposure, id: string, request: FastifyRequest): Promise<DocumentText> {
    const { parameters, context } = this.read(request);
    const query = parseShowQuery(adminRegistry, exposure, parameters);
    refuseBeyondRights(request, exposure, query.includes);
    return this.reader.one(everything, exposure, id, query, context);
  }

  async list(exposure: Exposure, request: FastifyRequest): Promise<DocumentText> {
    const { parameters, context } = this.read(request);
    const query = parseListQuery(adminRegistry, exposure, parameters, utc.zone);
    refuseBeyondRights(request, exposure, query.includes);
    const page = await this.reader.list(everything, exposure, query, context);
    const url = `${context.base}/${exposure.path}`;
    return listDocument(adminDialect, { url, repeated: parameters.repeated }, query.page, page);
  }

  /** A list for a to-many relationship, one record or nothing for a to-one. */
  async related(exposure: Exposure, id: string, name: string, request: FastifyRequest): Promise<string | DocumentText> {
    const { parameters, context } = this.read(request);
    const relationship = relationshipOf(exposure, name);
    const target = adminRegistry.target(relationship);
    const link = { exposure, id, relationship };
    if (relationship.cardinality === 'one') {
      const query = parseShowQuery(adminRegistry, target, parameters);
      refuseBeyondRights(request, target, query.includes);
      return this.reader.related(everything, link, query, context);
    }
    const query = parseListQuery(adminRegistry, target, parameters, utc.zone);
    refuseBeyondRights(request, target, query.includes);
    const page = await this.reader.list(everything, target, query, context, link);
    const url = `${context.base}/${exposure.path}/${id}/${name}`;
    return listDocument(adminDialect, { url, repeated: parameters.repeated }, query.page, page);
  }

  /** Query parameters are ignored here, as in Yeti. */
  linkage(exposure: Exposure, id: string, name: string, request: FastifyRequest): Promise<string> {
    const { context } = this.read(request);
    return this.reader.linkage(everything, { exposure, id, relationship: relationshipOf(exposure, name) }, context);
  }

  /** @throws RequestProblem when the answer would not be accepted, or the query cannot be read */
  parameters(request: FastifyRequest): Parameters {
    const { accept } = request.headers;
    if (!adminAccepts(accept)) throw new RequestProblem({ code: 'not-acceptable', accept: accept ?? '' });
    return queryParameters(adminQueryRules, request);
  }

  private read(request: FastifyRequest): Reading {
    const parameters = this.parameters(request);
    return { parameters, context: { base: originOf(request) + adminApi.prefix, zone: utc, signal: request.departure } };
  }
}

const relationshipOf = ({ relationships }: Exposure, name: string): ExposedRelationship => {
  const found = relationships.find(({ wireName }) => wireName === name);
  if (found === undefined) throw new RequestProblem({ code: 'route-not-found' });
  return found;
};

/** A role that may not read a resource may not read it through another one either. */
const refuseBeyondRights = (
  { user }: Pick<FastifyRequest, 'user'>,
  exposure: Exposure,
  includes: IncludeTree,
): void => {
  if (user?.kind !== 'admin' || !adminMayRead(user.role, exposure.resource)) {
    throw new RequestProblem({ code: 'forbidden' });
  }
  for (const [key, below] of includes) {
    const relationship = exposure.relationships.find((one) => one.key === key);
    if (relationship !== undefined) refuseBeyondRights({ user }, adminRegistry.target(relationship), below);
  }
};
