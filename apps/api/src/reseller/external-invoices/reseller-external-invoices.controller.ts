import { Get, Param, Patch, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentManager, type ManagerCaller } from '../../auth/caller.js';
import { resellerApi } from '../../http/api.js';
import { HoldsFile } from '../../http/body-limits.js';
import { sendDocument, sendPerformed } from '../../http/reply.js';
import { ResellerApi } from '../reseller-api.js';
import { ExternalInvoiceReads } from './external-invoice-reads.js';
import { ExternalInvoiceWrites } from './external-invoice-writes.js';
import { sendFile } from './send-file.js';

interface AccountParameters {
  readonly resellerId: string;
  readonly accountId: string;
}

interface DocumentParameters extends AccountParameters {
  readonly id: string;
}

/** Closing documents of an account; to read one by its id, and its file, are extensions of the original. */
@ResellerApi('accounts/:accountId/external_invoices')
export class ResellerExternalInvoicesController {
  constructor(
    private readonly reads: ExternalInvoiceReads,
    private readonly writes: ExternalInvoiceWrites,
  ) {}

  @Get()
  async find(
    @CurrentManager() caller: ManagerCaller,
    @Param() parameters: AccountParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendDocument(resellerApi, request, reply, await this.reads.find({ caller, request, ...parameters }));
  }

  @Get(':id')
  async show(
    @CurrentManager() caller: ManagerCaller,
    @Param() { id, ...parameters }: DocumentParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendDocument(resellerApi, request, reply, await this.reads.show(id, { caller, request, ...parameters }));
  }

  @Get(':id/file')
  async file(
    @CurrentManager() caller: ManagerCaller,
    @Param() { id, ...parameters }: DocumentParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await sendFile(request, reply, await this.reads.file(id, { caller, request, ...parameters }));
  }

  @Post()
  @HoldsFile()
  async send(
    @CurrentManager() caller: ManagerCaller,
    @Param() parameters: AccountParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPerformed(resellerApi, request, reply, await this.writes.send({ caller, request, ...parameters }));
  }

  @Patch(':id')
  @HoldsFile()
  async replace(
    @CurrentManager() caller: ManagerCaller,
    @Param() { id, ...parameters }: DocumentParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPerformed(resellerApi, request, reply, await this.writes.replace(id, { caller, request, ...parameters }));
  }
}
