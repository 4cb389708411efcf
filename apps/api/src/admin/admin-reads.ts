import { Injectable } from '@nestjs/common';
import { adminRegistry, everything } from '@org/invoice-domain';
import { RequestProblem, type Exposure } from '@org/json-api';
import { ZoneOffsets } from '@org/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AdminReader } from '../database/readers.js';
import { adminApi } from '../http/api.js';
import { adminAccepts } from '../http/media-type.js';
import { originOf } from '../http/origin.js';
import { sendDocument } from '../http/reply.js';
import { parseShowQuery, type QueryRules } from '../http/show-query.js';

const rules: QueryRules = { ignored: new Set(['token']), repeated: 'last' };

/** The admin wire shows every instant in UTC. */
const utc = new ZoneOffsets('UTC');

/** Answers the reading requests of the admin API. */
@Injectable()
export class AdminReads {
  constructor(private readonly reader: AdminReader) {}

  async show(exposure: Exposure, id: string, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const { accept } = request.headers;
    if (!adminAccepts(accept)) throw new RequestProblem({ code: 'not-acceptable', accept: accept ?? '' });
    const context = { base: originOf(request) + adminApi.prefix, zone: utc };
    const { includes } = parseShowQuery(adminRegistry, exposure, rules, request);
    const document = await this.reader.one(everything, exposure, id, includes, context);
    sendDocument(adminApi, request, reply, document);
  }
}
