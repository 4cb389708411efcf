import { Get, Param, Req, Res, type Type } from '@nestjs/common';
import type { Exposure } from '@org/json-api';
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

/** The reading routes of one resource below a reseller. */
export const resellerResourceController = (exposure: Exposure): Type => {
  @ResellerApi(exposure.path)
  class ResellerResourceController {
    constructor(private readonly reads: ResellerReads) {}

    @Get()
    async list(
      @CurrentManager() caller: ManagerCaller,
      @Param('resellerId') resellerId: string,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      await sendDocument(resellerApi, request, reply, await this.reads.list(exposure, { caller, resellerId, request }));
    }

    @Get(':id')
    async show(
      @CurrentManager() caller: ManagerCaller,
      @Param() { resellerId, id }: RecordParameters,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      await sendDocument(
        resellerApi,
        request,
        reply,
        await this.reads.show(exposure, id, { caller, resellerId, request }),
      );
    }
  }
  return ResellerResourceController;
};
