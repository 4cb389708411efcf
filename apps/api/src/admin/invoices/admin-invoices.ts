import { Injectable } from '@nestjs/common';
import {
  adminExposures,
  adminInvoiceWrites,
  adminRegistry,
  CreateInvoice,
  DeleteInvoice,
  everything,
  invoiceIdOf,
} from '@org/invoice-domain';
import { ledgerTransactionOf, LedgerTransactions, RecordDocuments } from '@org/invoice-domain/persistence';
import { readCreation } from '@org/json-api';
import type { FastifyRequest } from 'fastify';
import { auditContextOf } from '../../auth/caller.js';
import { JobSender } from '../../billing/job-sender.js';
import { AppConfig } from '../../config/app-config.js';
import { Changes, type Performed } from '../../http/changes.js';
import { answeringFailures } from '../../http/problems-of-failure.js';
import { refuseMalformedId } from '../writes/admin-writes.js';
import { writeRequestOf } from '../writes/write-request.js';
import { manualOrderIn } from './manual-order.js';

const exposure = adminExposures.invoice;

/** Creates and deletes invoices for the admin API. */
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
    const order = manualOrderIn(readCreation(adminRegistry, adminInvoiceWrites, body, context.zone.zone));
    const performed = this.changes.perform(request, {
      audit: auditContextOf(request),
      work: async (manager) => {
        const ledger = ledgerTransactionOf(everything, manager, this.jobs.jobsOf(manager));
        const id = await new CreateInvoice(this.transactions.clock).execute(ledger, order);
        const document = await this.documents.one(manager, everything, exposure, String(id), context);
        return { status: 201, document, location: `${context.base}/${exposure.path}/${id}` };
      },
    });
    return answeringFailures(performed);
  }

  remove(id: string, request: FastifyRequest): Promise<Performed> {
    const { context } = writeRequestOf(request);
    refuseMalformedId(exposure, id);
    const performed = this.changes.perform(request, {
      audit: auditContextOf(request),
      current: (manager) => this.documents.locked(manager, everything, exposure, id, context),
      work: async (manager) => {
        const ledger = ledgerTransactionOf(everything, manager, this.jobs.jobsOf(manager));
        await new DeleteInvoice(this.config.deleteApprovedInvoices).execute(ledger, invoiceIdOf(Number(id)));
        return { status: 204 };
      },
    });
    return answeringFailures(performed, { id });
  }
}
