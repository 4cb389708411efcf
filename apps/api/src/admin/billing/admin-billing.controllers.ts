import { Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { adminApi } from '../../http/api.js';
import { sendPerformed } from '../../http/reply.js';
import { AdminApi } from '../admin-api.js';
import { AdminBilling } from './admin-billing.js';

@AdminApi(['billing-runs'])
export class AdminBillingRunsController {
  constructor(private readonly billing: AdminBilling) {}

  @Post(':id/retry')
  async retry(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    sendPerformed(adminApi, request, reply, await this.billing.retryRun(id, request));
  }
}

@AdminApi(['failed-jobs'])
export class AdminFailedJobsController {
  constructor(private readonly billing: AdminBilling) {}

  @Post(':id/retry')
  async retry(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    sendPerformed(adminApi, request, reply, await this.billing.retryJob(id, request));
  }
}
