import {
  accountIdOf,
  ApproveExternally,
  CompleteInvoice,
  invoiceIdOf,
  invoiceStartingOn,
  lockedInvoice,
  WithdrawApproval,
  type InvoiceId,
  type ManagedInvoices,
  type resellerActions,
} from '@org/invoice-domain';
import { PostgresManagedInvoices, type LedgerTransactions } from '@org/invoice-domain/persistence';
import type { AnyAction } from '@org/json-api';
import type { LocalDate } from '@org/kernel';
import { idInPath } from '../../http/path-id.js';
import type { ChangeRequest, ResellerHandlersOf } from './reseller-handler.js';

type Actions = Pick<
  typeof resellerActions,
  'approveInvoice' | 'approveInvoiceOfAccount' | 'completeInvoice' | 'completeInvoiceOfAccount' | 'withdrawApproval'
>;

const managed = ({ scope, manager }: ChangeRequest<AnyAction>): ManagedInvoices =>
  new PostgresManagedInvoices(scope, manager);

const byId = ({ ids }: { readonly ids: { readonly invoices: string } }): InvoiceId =>
  invoiceIdOf(idInPath('invoice', ids.invoices));

interface OfAccount extends ChangeRequest<AnyAction> {
  readonly ids: { readonly accounts: string };
  readonly body: { readonly billingDate: LocalDate };
}

const byAccount = (request: OfAccount): Promise<InvoiceId> =>
  invoiceStartingOn(managed(request), accountIdOf(idInPath('account', request.ids.accounts)), request.body.billingDate);

const locked = async (request: ChangeRequest<AnyAction>, id: InvoiceId): Promise<InvoiceId> => {
  await lockedInvoice(managed(request), id);
  return id;
};

/** Handlers of the actions of a third-party system on invoices. */
export const invoiceHandlers = ({ clock }: LedgerTransactions): ResellerHandlersOf<Actions> => {
  const approve = async (
    request: ChangeRequest<Actions['approveInvoice' | 'approveInvoiceOfAccount']>,
    id: InvoiceId,
  ): Promise<InvoiceId> => {
    await new ApproveExternally(clock, request.context.zone.zone).execute(managed(request), id, request.body);
    return id;
  };
  const complete = async (
    request: ChangeRequest<Actions['completeInvoice' | 'completeInvoiceOfAccount']>,
    id: InvoiceId,
  ): Promise<InvoiceId> => {
    await new CompleteInvoice().execute(managed(request), id, request.body);
    return id;
  };
  return {
    approveInvoice: {
      lock: (request) => locked(request, byId(request)),
      perform: (request) => approve(request, byId(request)),
    },
    approveInvoiceOfAccount: {
      lock: async (request) => locked(request, await byAccount(request)),
      perform: async (request) => approve(request, await byAccount(request)),
    },
    completeInvoice: {
      lock: (request) => locked(request, byId(request)),
      perform: (request) => complete(request, byId(request)),
    },
    completeInvoiceOfAccount: {
      lock: async (request) => locked(request, await byAccount(request)),
      perform: async (request) => complete(request, await byAccount(request)),
    },
    withdrawApproval: {
      lock: (request) => locked(request, byId(request)),
      perform: async (request) => {
        await new WithdrawApproval().execute(managed(request), byId(request));
        return byId(request);
      },
    },
  };
};
