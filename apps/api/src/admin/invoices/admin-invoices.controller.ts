import { Delete, Param, Post, Req, Res } from '@nestjs/common';
import { adminWritingOf } from '@org/invoice-domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { adminApi } from '../../http/api.js';
import { sendPerformed } from '../../http/reply.js';
import { AdminApi } from '../admin-api.js';
import { AdminInvoices } from './admin-invoices.js';

/** Invoices are created and deleted as in Yeti, by use cases of their own. */
@AdminApi(['invoices'], adminWritingOf.invoice)
export class AdminInvoicesController {
  constructor(private readonly invoices: AdminInvoices) {}

  @Post()
  async create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await sendPerformed(adminApi, request, reply, await this.invoices.create(request));
  }

  @Delete(':id')
  async remove(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    await sendPerformed(adminApi, request, reply, await this.invoices.remove(id, request));
  }
}
