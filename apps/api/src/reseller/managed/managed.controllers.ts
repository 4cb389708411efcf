import { Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentManager, type ManagerCaller } from '../../auth/caller.js';
import { resellerApi } from '../../http/api.js';
import { sendPerformed } from '../../http/reply.js';
import { ResellerApi } from '../reseller-api.js';
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

/** Extensions: what the original's managers do in its panel. */
@ResellerApi('payments')
export class ManagedPaymentsController {
  constructor(private readonly payments: ResellerManagedPayments) {}

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
