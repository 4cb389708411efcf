import {
  adminExposures,
  CallOffRefund,
  everything,
  GivePaymentBack,
  OrderRefund,
  paymentIdOf,
  refundAmountIn,
  type adminActions,
  type PaymentId,
} from '@org/invoice-domain';
import { PostgresRefunds, type RecordDocuments } from '@org/invoice-domain/persistence';
import type { WriteContext } from '@org/json-api';
import type { EntityManager } from 'typeorm';
import type { AdminHandlersOf } from './admin-handler.js';

type Actions = Pick<
  typeof adminActions,
  'refundPayment' | 'orderRefund' | 'callOffRefund' | 'chargeBackPayment' | 'undoCompletion'
>;

/** A request on a payment. */
interface OnPayment {
  readonly manager: EntityManager;
  readonly ids: { readonly payments: string };
  readonly context: WriteContext;
}

const idOf = ({ payments }: OnPayment['ids']): PaymentId => paymentIdOf(Number(payments));

/** Handlers of what gives money of payments back. */
export const refundHandlers = (documents: RecordDocuments): AdminHandlersOf<Actions> => {
  /** The account is locked before its payment, as everywhere. */
  const current = async ({ manager, ids, context }: OnPayment): Promise<string> => {
    await new PostgresRefunds(manager).lockAccount(ids.payments);
    return documents.locked(manager, everything, adminExposures.payment, ids.payments, context);
  };
  return {
    refundPayment: {
      current,
      perform: async ({ manager, ids, body }) => {
        await new GivePaymentBack('refund').execute(new PostgresRefunds(manager), idOf(ids), refundAmountIn(body));
        return undefined;
      },
    },
    orderRefund: {
      current,
      perform: async ({ manager, ids, body }) => {
        await new OrderRefund().execute(new PostgresRefunds(manager), idOf(ids), refundAmountIn(body));
        return undefined;
      },
    },
    callOffRefund: {
      current,
      perform: async ({ manager, ids }) => {
        await new CallOffRefund().execute(new PostgresRefunds(manager), idOf(ids));
        return undefined;
      },
    },
    chargeBackPayment: {
      current,
      perform: async ({ manager, ids, body }) => {
        await new GivePaymentBack('chargeback').execute(new PostgresRefunds(manager), idOf(ids), refundAmountIn(body));
        return undefined;
      },
    },
    undoCompletion: {
      current,
      perform: async ({ manager, ids }) => {
        await new GivePaymentBack('undone_completion').execute(new PostgresRefunds(manager), idOf(ids));
        return undefined;
      },
    },
  };
};
