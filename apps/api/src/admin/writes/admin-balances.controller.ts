import { Param, Patch, Put, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { adminApi } from '../../http/api.js';
import { sendPerformed } from '../../http/reply.js';
import { AdminApi } from '../admin-api.js';
import { AdminBalances } from './admin-balances.js';

/** An account's balance is written by itself, under the id that the account has elsewhere. */
@AdminApi(['accounts'])
export class AdminBalancesController {
  constructor(private readonly balances: AdminBalances) {}

  @Patch(':externalId/balance')
  async update(
    @Param('externalId') externalId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPerformed(adminApi, request, reply, await this.balances.set(externalId, request));
  }

  @Put(':externalId/balance')
  async replace(
    @Param('externalId') externalId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.update(externalId, request, reply);
  }
}
