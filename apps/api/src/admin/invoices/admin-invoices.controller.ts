import { Get, Param, Req, Res } from '@nestjs/common';
import { adminExposures } from '@org/invoice-domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AdminApi } from '../admin-api.js';
import { AdminReads } from '../admin-reads.js';

@AdminApi('invoices')
export class AdminInvoicesController {
  constructor(private readonly reads: AdminReads) {}

  @Get(':id')
  show(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.reads.show(adminExposures.invoice, id, request, reply);
  }
}
