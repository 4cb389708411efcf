import {
  CreditInvoice,
  invoiceIdOf,
  resellerExposures,
  VoidInvoice,
  type InvoiceId,
  type resellerActions,
} from '@org/invoice-domain';
import { PostgresCrediting } from '@org/invoice-domain/persistence';
import type { AnyAction } from '@org/json-api';
import { idInPath } from '../../http/path-id.js';
import type { ChangeRequest, ResellerHandlersOf } from './reseller-handler.js';

type Actions = Pick<typeof resellerActions, 'creditInvoice' | 'voidInvoice'>;

interface OfInvoice extends ChangeRequest<AnyAction> {
  readonly ids: { readonly invoices: string };
}

const idOf = ({ ids }: Pick<OfInvoice, 'ids'>): InvoiceId => invoiceIdOf(idInPath('invoice', ids.invoices));

const crediting = ({ scope, manager }: Pick<OfInvoice, 'scope' | 'manager'>): PostgresCrediting =>
  new PostgresCrediting(scope, manager);

const lock = async (request: OfInvoice): Promise<InvoiceId> => {
  await crediting(request).lock(idOf(request));
  return idOf(request);
};

/** Handlers of what managers take back of invoices. */
export const creditHandlers: ResellerHandlersOf<Actions> = {
  creditInvoice: {
    lock,
    locks: resellerExposures.invoice,
    perform: (request) => new CreditInvoice().execute(crediting(request), idOf(request), request.body),
  },
  voidInvoice: {
    lock,
    perform: async (request) => {
      await new VoidInvoice().execute(crediting(request), idOf(request), request.body.reason);
      return idOf(request);
    },
  },
};
