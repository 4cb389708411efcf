import {
  CancelPayment,
  lockedPayment,
  PayFromBalance,
  paymentIdOf,
  type ManagedInvoices,
  type PaymentId,
  type resellerActions,
} from '@org/invoice-domain';
import { PostgresManagedInvoices, receiptOf } from '@org/invoice-domain/persistence';
import { RequestProblem, type AnyAction } from '@org/json-api';
import type { DataSource } from 'typeorm';
import { idInPath } from '../../http/path-id.js';
import type { ChangeRequest, ResellerHandlersOf } from './reseller-handler.js';

type Actions = Pick<typeof resellerActions, 'cancelPayment' | 'payFromBalance' | 'showReceipt'>;

const resource = 'payment';

const idOf = ({ ids }: { readonly ids: { readonly payments: string } }): PaymentId =>
  paymentIdOf(idInPath(resource, ids.payments));

const managed = ({ scope, manager }: ChangeRequest<AnyAction>): ManagedInvoices =>
  new PostgresManagedInvoices(scope, manager);

const locked = async (
  request: ChangeRequest<AnyAction> & { readonly ids: { readonly payments: string } },
): Promise<PaymentId> => {
  await lockedPayment(managed(request), idOf(request));
  return idOf(request);
};

/** Handlers of the actions of managers on payments for rendered services. */
export const paymentHandlers = ({ manager }: DataSource): ResellerHandlersOf<Actions> => ({
  cancelPayment: {
    lock: locked,
    perform: async (request) => {
      await new CancelPayment().execute(managed(request), idOf(request));
      return idOf(request);
    },
  },
  payFromBalance: {
    lock: locked,
    perform: async (request) => {
      await new PayFromBalance().execute(managed(request), idOf(request), request.body.amount);
      return idOf(request);
    },
  },
  showReceipt: {
    find: async ({ scope, ids }) => {
      const receipt = await receiptOf(manager, scope, idOf({ ids }));
      if (receipt === undefined) throw new RequestProblem({ code: 'record-not-found', resource, id: ids.payments });
      if (receipt.link !== null) return { link: receipt.link };
      const { name, type, sha256, content } = receipt;
      return { name, type, sha256, content: () => Promise.resolve(content) };
    },
  },
});
