import { Get, Param, Req, Res } from '@nestjs/common';
import { resellerExposures } from '@org/invoice-domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentManager, type ManagerCaller } from '../../auth/caller.js';
import { ResellerApi } from '../reseller-api.js';
import { ResellerReads } from '../reseller-reads.js';

@ResellerApi('invoices')
export class ResellerInvoicesController {
  constructor(private readonly reads: ResellerReads) {}

  @Get(':id')
  show(
    @CurrentManager() caller: ManagerCaller,
    @Param() { resellerId, id }: { readonly resellerId: string; readonly id: string },
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.reads.show(resellerExposures.invoice, { caller, resellerId, id }, request, reply);
  }
}
