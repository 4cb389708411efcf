import {
  adminExposures,
  CreditInvoice,
  everything,
  invoiceIdOf,
  VoidInvoice,
  type adminActions,
  type InvoiceId,
} from '@org/invoice-domain';
import { PostgresCrediting, type RecordDocuments } from '@org/invoice-domain/persistence';
import type { WriteContext } from '@org/json-api';
import type { EntityManager } from 'typeorm';
import { idInPath } from '../../http/path-id.js';
import type { AdminHandlersOf } from './admin-handler.js';

type Actions = Pick<typeof adminActions, 'creditInvoice' | 'voidInvoice'>;

interface OfInvoice {
  readonly ids: { readonly invoices: string };
  readonly manager: EntityManager;
  readonly context: WriteContext;
}

/** @throws RequestProblem for what no invoice can have as its id */
const idOf = ({ ids }: OfInvoice): InvoiceId => invoiceIdOf(idInPath('invoice', ids.invoices));

const crediting = ({ manager }: OfInvoice): PostgresCrediting => new PostgresCrediting(everything, manager);

/** Handlers of what is taken back of invoices. */
export const creditHandlers = (documents: RecordDocuments): AdminHandlersOf<Actions> => {
  // The account is locked before its invoice, as by whatever else moves its money.
  const current = async (request: OfInvoice): Promise<string> => {
    const { manager, ids, context } = request;
    await crediting(request).lock(idOf(request));
    return documents.one(manager, everything, adminExposures.invoice, ids.invoices, context);
  };
  return {
    creditInvoice: {
      current,
      perform: async (request) =>
        String(await new CreditInvoice().execute(crediting(request), idOf(request), request.body)),
    },
    voidInvoice: {
      current,
      perform: async (request) => {
        await new VoidInvoice().execute(crediting(request), idOf(request), request.body.reason);
        return undefined;
      },
    },
  };
};
