import { Injectable } from '@nestjs/common';
import {
  CancelPayment,
  heldPayment,
  mayRead,
  PayFromBalance,
  paymentIdOf,
  resellerExposures,
  type ManagedInvoices,
  type ManagerAction,
  type PaymentId,
} from '@org/invoice-domain';
import { PostgresManagedInvoices, receiptOf, RecordDocuments } from '@org/invoice-domain/persistence';
import { RequestProblem } from '@org/json-api';
import { DataSource } from 'typeorm';
import type { Performed } from '../../http/changes.js';
import type { HandedFile } from '../external-invoices/external-invoice-reads.js';
import { refuseResellerParameters } from '../reseller-parameters.js';
import { ResellerReach, type ResellerRequest } from '../reseller-reach.js';
import { idInPath } from '../writes/path-id.js';
import { ResellerWrites, type Asked } from '../writes/reseller-writes.js';
import { readReason } from './reason.body.js';

interface UseCase {
  execute(invoices: ManagedInvoices, id: PaymentId): Promise<void>;
}

const { payment } = resellerExposures;

/** What managers do with payments for rendered services, besides what a third-party system does. */
@Injectable()
export class ResellerManagedPayments {
  constructor(
    private readonly writes: ResellerWrites,
    private readonly documents: RecordDocuments,
    private readonly reach: ResellerReach,
    private readonly dataSource: DataSource,
  ) {}

  cancel(id: string, from: ResellerRequest): Promise<Performed> {
    return this.change(id, from, 'cancel-payment', new CancelPayment());
  }

  payFromBalance(id: string, from: ResellerRequest): Promise<Performed> {
    return this.change(id, from, 'pay-from-balance', new PayFromBalance());
  }

  /** The receipt that came with an approval. `Accept` is not looked at. @throws RequestProblem without one */
  async receipt(text: string, from: ResellerRequest): Promise<HandedFile | { readonly link: string }> {
    refuseResellerParameters(from.request);
    if (!mayRead(from.caller.role, payment.resource)) throw new RequestProblem({ code: 'forbidden' });
    const { scope } = await this.reach.of(from);
    const id = paymentIdOf(idInPath(payment.resource, text));
    const receipt = await receiptOf(this.dataSource.manager, scope, id);
    if (receipt === undefined)
      throw new RequestProblem({ code: 'record-not-found', resource: payment.resource, id: text });
    if (receipt.link !== null) return { link: receipt.link };
    const { content, name, type, sha256 } = receipt;
    return { name, type, sha256, content: () => Promise.resolve(content) };
  }

  private change(text: string, from: ResellerRequest, action: ManagerAction, useCase: UseCase): Promise<Performed> {
    const document = (id: PaymentId, { manager, scope, context }: Asked<object>): Promise<string> =>
      this.documents.one(manager, scope, payment, String(id), context);
    return this.writes.perform(from, {
      action,
      read: readReason,
      reason: ({ reason }) => reason ?? undefined,
      current: async (asked) => {
        const id = paymentIdOf(idInPath(payment.resource, text));
        await heldPayment(new PostgresManagedInvoices(asked.scope, asked.manager), id);
        return document(id, asked);
      },
      work: async (asked) => {
        const id = paymentIdOf(idInPath(payment.resource, text));
        await useCase.execute(new PostgresManagedInvoices(asked.scope, asked.manager), id);
        return { status: 200, document: await document(id, asked) };
      },
    });
  }
}
