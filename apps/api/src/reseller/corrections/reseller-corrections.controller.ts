import { Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentManager, type ManagerCaller } from '../../auth/caller.js';
import { resellerApi } from '../../http/api.js';
import { sendPerformed } from '../../http/reply.js';
import { ResellerApi } from '../reseller-api.js';
import { ResellerCorrections } from './reseller-corrections.js';

interface RecordParameters {
  readonly resellerId: string;
  readonly id: string;
}

/** Extensions: what the original's managers do in its panel. */
@ResellerApi('corrections')
export class ResellerCorrectionsController {
  constructor(private readonly corrections: ResellerCorrections) {}

  @Post(':id/approve')
  async approve(
    @CurrentManager() caller: ManagerCaller,
    @Param() { resellerId, id }: RecordParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const from = { caller, resellerId, request };
    sendPerformed(resellerApi, request, reply, await this.corrections.decide(id, 'approved', from));
  }

  @Post(':id/decline')
  async decline(
    @CurrentManager() caller: ManagerCaller,
    @Param() { resellerId, id }: RecordParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const from = { caller, resellerId, request };
    sendPerformed(resellerApi, request, reply, await this.corrections.decide(id, 'declined', from));
  }
}
