import { Get, Param, Req, Res, type Type } from '@nestjs/common';
import type { ExposedRelationship, Exposure } from '@org/json-api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentManager, type ManagerCaller } from '../auth/caller.js';
import { resellerApi } from '../http/api.js';
import { sendDocument } from '../http/reply.js';
import { ResellerApi } from './reseller-api.js';
import { ResellerReads } from './reseller-reads.js';

interface RecordParameters {
  readonly resellerId: string;
  readonly id: string;
}

/** The route of a list that stands below one record. */
export const resellerRelatedController = (exposure: Exposure, relationship: ExposedRelationship): Type => {
  @ResellerApi(exposure.path)
  class ResellerRelatedController {
    constructor(private readonly reads: ResellerReads) {}

    @Get(`:id/${relationship.wireName}`)
    async related(
      @CurrentManager() caller: ManagerCaller,
      @Param() { resellerId, id }: RecordParameters,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      const from = { caller, resellerId, request };
      await sendDocument(resellerApi, request, reply, await this.reads.related(exposure, id, relationship, from));
    }
  }
  return ResellerRelatedController;
};
