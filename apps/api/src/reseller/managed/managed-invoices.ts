import { Inject, Injectable } from '@nestjs/common';
import {
  accountIdOf,
  ApproveExternally,
  CompleteInvoice,
  heldInvoice,
  invoiceIdOf,
  invoiceStartingOn,
  resellerExposures,
  type InvoiceId,
  type ManagedInvoices,
  type ManagerAction,
} from '@org/invoice-domain';
import { LedgerTransactions, PostgresManagedInvoices, RecordDocuments } from '@org/invoice-domain/persistence';
import { RequestProblem } from '@org/json-api';
import type { LocalDate } from '@org/kernel';
import { AppConfig } from '../../config/app-config.js';
import type { Performed } from '../../http/changes.js';
import type { ResellerRequest } from '../reseller-reach.js';
import { idInPath } from '../writes/path-id.js';
import { ResellerWrites, type Asked } from '../writes/reseller-writes.js';
import { approvalIn, readApproval, type ApproveBody } from './approve.body.js';
import { readCompletion, type CompleteBody } from './complete.body.js';

/** Every action on an invoice names the first day of its period. */
interface InvoiceBody {
  readonly billing_date: LocalDate;
}

/** Finds the invoice that a request means. */
type Find = (invoices: ManagedInvoices, body: InvoiceBody) => Promise<InvoiceId>;

interface Action<Body extends InvoiceBody> {
  readonly action: ManagerAction;
  readonly read: (text: string) => Body;
  readonly perform: (invoices: ManagedInvoices, id: InvoiceId, asked: Asked<Body>) => Promise<void>;
}

const { invoice, account } = resellerExposures;

/** What a third-party system does with the invoices that it manages. */
@Injectable()
export class ResellerManagedInvoices {
  private readonly approval: Action<ApproveBody> = {
    action: 'approve-invoice',
    read: (text) => {
      const body = readApproval(text);
      const { length = 0 } = body.receipt?.file?.content ?? {};
      if (length > this.config.externalInvoiceMaxBytes) throw new RequestProblem({ code: 'body-too-large' });
      return body;
    },
    perform: (invoices, id, { body, context }) =>
      new ApproveExternally(this.transactions.clock, context.zone.zone).execute(invoices, id, approvalIn(body)),
  };

  private readonly completion: Action<CompleteBody> = {
    action: 'complete-invoice',
    read: readCompletion,
    perform: (invoices, id, { body: { document_id, billing_date } }) =>
      new CompleteInvoice().execute(invoices, id, { documentId: document_id, billingDate: billing_date }),
  };

  constructor(
    private readonly writes: ResellerWrites,
    private readonly documents: RecordDocuments,
    private readonly transactions: LedgerTransactions,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  approve(id: string, from: ResellerRequest): Promise<Performed> {
    return this.change(from, this.approval, byId(id));
  }

  approveOf(accountId: string, from: ResellerRequest): Promise<Performed> {
    return this.change(from, this.approval, byAccount(accountId));
  }

  complete(id: string, from: ResellerRequest): Promise<Performed> {
    return this.change(from, this.completion, byId(id));
  }

  completeOf(accountId: string, from: ResellerRequest): Promise<Performed> {
    return this.change(from, this.completion, byAccount(accountId));
  }

  private change<Body extends InvoiceBody>(
    from: ResellerRequest,
    { action, read, perform }: Action<Body>,
    find: Find,
  ): Promise<Performed> {
    const document = (id: InvoiceId, { manager, scope, context }: Asked<Body>): Promise<string> =>
      this.documents.one(manager, scope, invoice, String(id), context);
    return this.writes.perform<Body>(from, {
      action,
      read,
      current: async (asked) => {
        const invoices = new PostgresManagedInvoices(asked.scope, asked.manager);
        const id = await find(invoices, asked.body);
        await heldInvoice(invoices, id);
        return document(id, asked);
      },
      work: async (asked) => {
        const invoices = new PostgresManagedInvoices(asked.scope, asked.manager);
        const id = await find(invoices, asked.body);
        await perform(invoices, id, asked);
        return { status: 200, document: await document(id, asked) };
      },
    });
  }
}

const byId =
  (id: string): Find =>
  () =>
    Promise.resolve(invoiceIdOf(idInPath(invoice.resource, id)));

const byAccount =
  (id: string): Find =>
  (invoices, { billing_date }) =>
    invoiceStartingOn(invoices, accountIdOf(idInPath(account.resource, id)), billing_date);
