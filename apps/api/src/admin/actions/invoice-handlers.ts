import {
  adminActions,
  adminDialect,
  adminExposures,
  ApproveInvoice,
  BillUsageSoFar,
  ChangeInvoiceReference,
  CreateInvoice,
  everything,
  AggregateUsage,
  invoiceIdOf,
  RefillInvoice,
  type AuditContext,
  type LedgerTransaction,
  type InvoiceId,
} from '@org/invoice-domain';
import { ledgerTransactionOf, type LedgerTransactions, type RecordDocuments } from '@org/invoice-domain/persistence';
import { refusalOf, RequestProblem, type WriteContext } from '@org/json-api';
import type { FastifyRequest } from 'fastify';
import type { EntityManager } from 'typeorm';
import { auditContextOf } from '../../auth/caller.js';
import type { JobSender } from '../../billing/job-sender.js';
import { adminApi } from '../../http/api.js';
import { answeringFailures } from '../../http/problems-of-failure.js';
import { sendDocument } from '../../http/reply.js';
import { manualOrderIn } from '../invoices/manual-order.js';
import { refuseMalformedId } from '../writes/admin-writes.js';
import { actionRequestOf } from './action-request.js';
import type { AdminHandlersOf } from './admin-handler.js';

type Actions = Pick<
  typeof adminActions,
  | 'approveInvoice'
  | 'approveInvoices'
  | 'changeInvoiceReference'
  | 'previewInvoice'
  | 'previewUsageSoFar'
  | 'refillInvoice'
>;

/** Services that the invoice actions use. */
export interface InvoiceServices {
  readonly transactions: LedgerTransactions;
  readonly documents: RecordDocuments;
  readonly jobs: JobSender;
}

/** Outcome of one invoice of a bulk action. */
interface Outcome {
  readonly id: string;
  readonly outcome: 'Approved' | 'Refused';
  /** The errors that a request for this invoice alone would be answered with. */
  readonly errors?: unknown;
}

const idOf = ({ ids }: { readonly ids: { readonly invoices: string } }): InvoiceId => invoiceIdOf(Number(ids.invoices));

/** Handlers of the actions on usage invoices under review. */
export const invoiceHandlers = (services: InvoiceServices): AdminHandlersOf<Actions> => {
  const { transactions, jobs } = services;
  const ledgerIn = (manager: EntityManager): LedgerTransaction =>
    ledgerTransactionOf(everything, manager, jobs.jobsOf(manager));
  const approve = async (manager: EntityManager, id: InvoiceId): Promise<undefined> => {
    await new ApproveInvoice().execute(ledgerIn(manager), id);
    return undefined;
  };
  return {
    approveInvoice: { perform: (request) => approve(request.manager, idOf(request)) },
    refillInvoice: {
      perform: async (request) => {
        await new RefillInvoice().execute(ledgerIn(request.manager), idOf(request));
        return undefined;
      },
    },
    changeInvoiceReference: {
      perform: async (request) => {
        const { reference } = request.body.values;
        const text = typeof reference === 'string' ? reference : '';
        await new ChangeInvoiceReference().execute(ledgerIn(request.manager), idOf(request), text);
        return undefined;
      },
    },
    approveInvoices: {
      serve: async ({ ids, request, reply }) => {
        const { body, reason } = actionRequestOf(adminActions.approveInvoices, ids, request);
        const audit: AuditContext = { ...auditContextOf(request), ...(reason !== undefined && { reason }) };
        const outcomes: Outcome[] = [];
        for (const id of body.ids) {
          outcomes.push(
            await outcomeOf(id, () => transactions.run(audit, (manager) => approve(manager, invoiceIdOf(Number(id))))),
          );
        }
        await sendDocument(adminApi, request, reply, JSON.stringify({ meta: { outcomes } }));
      },
    },
    previewInvoice: {
      serve: async ({ request, reply }) => {
        const { body, context } = actionRequestOf(adminActions.previewInvoice, {}, request);
        const document = await previewOf(services, request, context, async (ledger) => {
          const id = await new CreateInvoice(transactions.clock).execute(ledger, manualOrderIn(body));
          await new AggregateUsage().execute(ledger, id);
          return id;
        });
        await sendDocument(adminApi, request, reply, document);
      },
    },
    previewUsageSoFar: {
      serve: async ({ request, reply }) => {
        const { body, context } = actionRequestOf(adminActions.previewUsageSoFar, {}, request);
        const document = await previewOf(services, request, context, (ledger) =>
          new BillUsageSoFar(transactions.clock).execute(ledger, manualOrderIn(body)),
        );
        await sendDocument(adminApi, request, reply, document);
      },
    },
  };
};

/** Approves one of many: each in a transaction of its own, so one that is refused keeps no other from being approved. */
const outcomeOf = async (id: string, approve: () => Promise<undefined>): Promise<Outcome> => {
  try {
    refuseMalformedId(adminExposures.invoice, id);
    if (!Number.isSafeInteger(Number(id))) {
      throw new RequestProblem({ code: 'record-not-found', id, resource: adminExposures.invoice.resource });
    }
    await answeringFailures(approve(), { id });
    return { id, outcome: 'Approved' };
  } catch (error) {
    if (!(error instanceof RequestProblem)) throw error;
    const { errors } = JSON.parse(refusalOf(adminDialect, error.problems).body) as { readonly errors: unknown };
    return { id, outcome: 'Refused', errors };
  }
};

/** A preview asks for nothing that would outlive it. */
const noJobs = { aggregate: () => Promise.resolve(), approve: () => Promise.resolve() };

/** Carries the document out of the transaction that it undoes. */
class Undone extends Error {
  constructor(readonly document: string) {
    super('a preview is undone');
  }
}

/**
 * Preview of an invoice: it is made, its usage aggregated and its document written, and all of that is rolled back. @returns a document
 * of type `invoice-previews`
 */
const previewOf = async (
  { transactions, documents }: InvoiceServices,
  request: FastifyRequest,
  context: WriteContext,
  make: (ledger: LedgerTransaction) => Promise<InvoiceId>,
): Promise<string> => {
  const made = transactions.run(auditContextOf(request), async (manager): Promise<never> => {
    const id = await make(ledgerTransactionOf(everything, manager, noJobs));
    throw new Undone(await documents.one(manager, everything, adminExposures.invoice, String(id), context));
  });
  return answeringFailures(made, { exposure: adminExposures.invoice }).catch((error: unknown) => {
    if (error instanceof Undone) return withoutIdentity(error.document);
    throw error;
  });
};

/** Without the id, the links and the reference that a preview does not have. */
const withoutIdentity = (document: string): string => {
  const { data } = JSON.parse(document) as { readonly data: Readonly<Record<string, unknown>> };
  return JSON.stringify({ data: { id: 'preview', type: 'invoice-previews', attributes: data['attributes'] } });
};
