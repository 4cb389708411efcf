import { Get, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentManager, type ManagerCaller } from '../../auth/caller.js';
import { resellerApi } from '../../http/api.js';
import { HoldsFile } from '../../http/body-limits.js';
import { sendPerformed } from '../../http/reply.js';
import { ResellerApi } from '../reseller-api.js';
import { sendFile } from '../external-invoices/send-file.js';
import { ResellerManagedInvoices } from './managed-invoices.js';
import { ResellerManagedPayments } from './managed-payments.js';
import { ResellerTaxes } from './reseller-taxes.js';

interface RecordParameters {
  readonly resellerId: string;
  readonly id: string;
}

@ResellerApi('invoices')
export class ManagedInvoicesController {
  constructor(private readonly invoices: ResellerManagedInvoices) {}

  @Post(':id/approve')
  @HoldsFile()
  async approve(
    @CurrentManager() caller: ManagerCaller,
    @Param() { resellerId, id }: RecordParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPerformed(resellerApi, request, reply, await this.invoices.approve(id, { caller, resellerId, request }));
  }

  @Post(':id/complete')
  async complete(
    @CurrentManager() caller: ManagerCaller,
    @Param() { resellerId, id }: RecordParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPerformed(resellerApi, request, reply, await this.invoices.complete(id, { caller, resellerId, request }));
  }
}

/** The same for whoever knows an invoice by its account and period alone. */
@ResellerApi('accounts')
export class InvoicesOfAccountsController {
  constructor(private readonly invoices: ResellerManagedInvoices) {}

  @Post(':id/approve_invoices')
  @HoldsFile()
  async approve(
    @CurrentManager() caller: ManagerCaller,
    @Param() { resellerId, id }: RecordParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPerformed(resellerApi, request, reply, await this.invoices.approveOf(id, { caller, resellerId, request }));
  }

  @Post(':id/complete_invoices')
  async complete(
    @CurrentManager() caller: ManagerCaller,
    @Param() { resellerId, id }: RecordParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPerformed(resellerApi, request, reply, await this.invoices.completeOf(id, { caller, resellerId, request }));
  }
}

/** RFC 2483. A redirection would take the client's token along. */
const uriList = 'text/uri-list';

/** Extensions: what the original's managers do in its panel. */
@ResellerApi('payments')
export class ManagedPaymentsController {
  constructor(private readonly payments: ResellerManagedPayments) {}

  @Get(':id/receipt')
  async receipt(
    @CurrentManager() caller: ManagerCaller,
    @Param() { resellerId, id }: RecordParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const receipt = await this.payments.receipt(id, { caller, resellerId, request });
    if ('link' in receipt) await reply.header('content-type', uriList).send(`${receipt.link}\r\n`);
    else await sendFile(request, reply, receipt);
  }

  @Post(':id/cancel')
  async cancel(
    @CurrentManager() caller: ManagerCaller,
    @Param() { resellerId, id }: RecordParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPerformed(resellerApi, request, reply, await this.payments.cancel(id, { caller, resellerId, request }));
  }

  @Post(':id/pay_from_balance')
  async payFromBalance(
    @CurrentManager() caller: ManagerCaller,
    @Param() { resellerId, id }: RecordParameters,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPerformed(resellerApi, request, reply, await this.payments.payFromBalance(id, { caller, resellerId, request }));
  }
}

@ResellerApi('taxes')
export class TaxesController {
  constructor(private readonly taxes: ResellerTaxes) {}

  @Post()
  async add(
    @CurrentManager() caller: ManagerCaller,
    @Param('resellerId') resellerId: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    sendPerformed(resellerApi, request, reply, await this.taxes.add({ caller, resellerId, request }));
  }
}
