import { Delete, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { adminApi } from '../../http/api.js';
import { sendDocument, sendPerformed } from '../../http/reply.js';
import { AdminApi } from '../admin-api.js';
import { AdminInvoices } from './admin-invoices.js';
import { BulkApproval } from './bulk-approval.js';
import { InvoicePreviews } from './invoice-preview.js';

/** What is done with invoices: made and deleted as in the original, the rest as extensions of it. */
@AdminApi(['invoices'])
export class AdminInvoicesController {
  constructor(
    private readonly invoices: AdminInvoices,
    private readonly previews: InvoicePreviews,
    private readonly bulk: BulkApproval,
  ) {}

  @Post()
  async create(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    sendPerformed(adminApi, request, reply, await this.invoices.create(request));
  }

  @Delete(':id')
  async remove(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    sendPerformed(adminApi, request, reply, await this.invoices.remove(id, request));
  }

  @Post('preview')
  @HttpCode(200)
  async preview(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    sendDocument(adminApi, request, reply, await this.previews.preview(request));
  }

  @Post('approve')
  @HttpCode(200)
  async approveMany(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    sendDocument(adminApi, request, reply, await this.bulk.approve(request));
  }

  @Post(':id/approve')
  async approve(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    sendPerformed(adminApi, request, reply, await this.invoices.approve(id, request));
  }

  @Post(':id/change-reference')
  async changeReference(
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPerformed(adminApi, request, reply, await this.invoices.changeReference(id, request));
  }
}
