import { Get, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentManager, type ManagerCaller } from '../auth/caller.js';
import { resellerApi } from '../http/api.js';
import { sendDocument } from '../http/reply.js';
import { ResellerApi } from './reseller-api.js';
import { ResellerReads } from './reseller-reads.js';

/** The reseller of a path, and those below it. */
@ResellerApi('')
export class ResellersController {
  constructor(private readonly reads: ResellerReads) {}

  @Get()
  async show(
    @CurrentManager() caller: ManagerCaller,
    @Param('resellerId') resellerId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendDocument(resellerApi, request, reply, await this.reads.reseller({ caller, resellerId, request }));
  }

  @Get('child_resellers')
  async children(
    @CurrentManager() caller: ManagerCaller,
    @Param('resellerId') resellerId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendDocument(resellerApi, request, reply, await this.reads.childResellers({ caller, resellerId, request }));
  }
}
