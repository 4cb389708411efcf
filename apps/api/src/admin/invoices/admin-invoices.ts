import { Injectable } from '@nestjs/common';
import {
  adminExposures,
  adminInvoiceWrites,
  adminRegistry,
  ApproveInvoice,
  ChangeInvoiceReference,
  CreateInvoice,
  DeleteInvoice,
  everything,
  invoiceIdOf,
  type AccountId,
  type Act,
  type Books,
  type InvoiceId,
  type ManualOrder,
} from '@org/invoice-domain';
import { booksOf, LedgerTransactions, RecordDocuments } from '@org/invoice-domain/persistence';
import { readChange, readCreation, writable, type WriteContext } from '@org/json-api';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { actOf } from '../../auth/caller.js';
import { JobSender } from '../../billing/job-sender.js';
import { AppConfig } from '../../config/app-config.js';
import { Changes, type Change, type Performed } from '../../http/changes.js';
import { answeringFailures } from '../../http/problems-of-failure.js';
import { refuseMalformedId } from '../writes/admin-writes.js';
import { writeRequestOf } from '../writes/write-request.js';
import { actionRequestOf } from './action-request.js';

const exposure = adminExposures.invoice;

/** The reference of an invoice under review: an extension, and so nothing that a client of the original could write. */
const referenceWrites = writable(exposure, { update: ['reference'] });

/** What the admin API does with invoices. */
@Injectable()
export class AdminInvoices {
  constructor(
    private readonly changes: Changes,
    private readonly documents: RecordDocuments,
    private readonly transactions: LedgerTransactions,
    private readonly jobs: JobSender,
    private readonly config: AppConfig,
  ) {}

  create(request: FastifyRequest): Promise<Performed> {
    const { context, body } = writeRequestOf(request);
    const order = orderIn(body, context);
    return this.perform(request, undefined, {
      work: async (manager) => {
        const id = await new CreateInvoice(this.transactions.clock).execute(this.books(manager), order);
        const document = await this.documents.one(manager, everything, exposure, String(id), context);
        return { status: 201, document, location: `${context.base}/${exposure.path}/${id}` };
      },
    });
  }

  remove(id: string, request: FastifyRequest): Promise<Performed> {
    const { context } = writeRequestOf(request);
    return this.performOn(id, context, request, async (books, invoice) => {
      await new DeleteInvoice(this.config.deleteApprovedInvoices).execute(books, invoice);
      return undefined;
    });
  }

  approve(id: string, request: FastifyRequest): Promise<Performed> {
    const { context, reason } = actionRequestOf(request);
    return this.performOn(id, context, request, approve, reason);
  }

  changeReference(id: string, request: FastifyRequest): Promise<Performed> {
    const { context, reason } = actionRequestOf(request);
    refuseMalformedId(exposure, id);
    const body = typeof request.body === 'string' ? request.body : '';
    const { values } = readChange(adminRegistry, referenceWrites, body, id, context.zone.zone);
    const reference = typeof values['reference'] === 'string' ? values['reference'] : '';
    return this.performOn(
      id,
      context,
      request,
      async (books, invoice) => {
        await new ChangeInvoiceReference().execute(books, invoice, reference);
        return context;
      },
      reason,
    );
  }

  /** Something done with one invoice: answered with its document, or with nothing when it is gone. */
  private performOn(
    id: string,
    context: WriteContext,
    request: FastifyRequest,
    action: (books: Books, id: InvoiceId) => Promise<unknown>,
    reason?: string,
  ): Promise<Performed> {
    refuseMalformedId(exposure, id);
    return this.perform(request, reason, {
      current: (manager) => this.documents.locked(manager, everything, exposure, id, context),
      work: async (manager) => {
        const acted = answeringFailures(action(this.books(manager), invoiceIdOf(Number(id))), { id });
        const isThere = (await acted) !== undefined;
        if (!isThere) return { status: 204 };
        return { status: 200, document: await this.documents.one(manager, everything, exposure, id, context) };
      },
    });
  }

  private perform(
    request: FastifyRequest,
    reason: string | undefined,
    change: Omit<Change, 'act'>,
  ): Promise<Performed> {
    const act: Act = { ...actOf(request), ...(reason === undefined ? {} : { reason }) };
    return answeringFailures(this.changes.perform(request, { act, ...change }));
  }

  private books(manager: EntityManager): Books {
    return booksOf(everything, manager, this.jobs.jobsOf(manager));
  }
}

const approve = async (books: Books, id: InvoiceId): Promise<true> => {
  await new ApproveInvoice().execute(books, id);
  return true;
};

/** @throws RequestProblem for a document that is no order */
export const orderIn = (body: string, { zone }: WriteContext): ManualOrder => {
  const { values } = readCreation(adminRegistry, adminInvoiceWrites, body, zone.zone);
  const text = (member: string): string | null => {
    const value = values[member];
    return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : null;
  };
  const account = values['account'];
  return {
    accountId: typeof account === 'number' ? (account as AccountId) : null,
    startsAt: text('startsAt'),
    endsAt: text('endsAt'),
  };
};
