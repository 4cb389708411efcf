import {
  AddTaxes,
  chargeIdOf,
  correctionIdOf,
  DecideCorrection,
  lockedAdvance,
  PayChargeFromBalance,
  type ChargeId,
  type CorrectionId,
  type resellerActions,
} from '@org/invoice-domain';
import { PostgresAdvanceCharges, PostgresCorrections, PostgresTaxedCharges } from '@org/invoice-domain/persistence';
import { RequestProblem } from '@org/json-api';
import { idInPath } from '../../http/path-id.js';
import type { ChangeHandler, ResellerHandlersOf } from './reseller-handler.js';

type Actions = Pick<
  typeof resellerActions,
  'addTaxes' | 'approveCorrection' | 'declineCorrection' | 'payChargeFromBalance'
>;

const chargeIn = ({ ids }: { readonly ids: { readonly charges: string } }): ChargeId =>
  chargeIdOf(idInPath('charge', ids.charges));

const idOf = ({ ids }: { readonly ids: { readonly corrections: string } }): CorrectionId =>
  correctionIdOf(idInPath('correction', ids.corrections));

const deciding = (
  status: 'approved' | 'declined',
): ChangeHandler<Actions['approveCorrection' | 'declineCorrection']> => ({
  lock: async (request) => {
    await new PostgresCorrections(request.scope, request.manager).lock(idOf(request));
    return idOf(request);
  },
  perform: async (request) => {
    const corrections = new PostgresCorrections(request.scope, request.manager);
    await new DecideCorrection().execute(corrections, idOf(request), status);
    return idOf(request);
  },
});

/** Taxes that a third-party system adds to charges of its own reseller, and what managers decide about corrections. */
export const chargeHandlers: ResellerHandlersOf<Actions> = {
  addTaxes: {
    perform: ({ scope, manager, caller, body: { taxes } }) => {
      if (scope.resellerId !== caller.resellerId) throw new RequestProblem({ code: 'forbidden' });
      const added = taxes.map(({ description = null, ...tax }) => ({ ...tax, description }));
      return new AddTaxes().execute(new PostgresTaxedCharges(scope, manager), added);
    },
  },
  payChargeFromBalance: {
    lock: async (request) => {
      await lockedAdvance(new PostgresAdvanceCharges(request.scope, request.manager), chargeIn(request));
      return chargeIn(request);
    },
    perform: async (request) => {
      const charges = new PostgresAdvanceCharges(request.scope, request.manager);
      await new PayChargeFromBalance().execute(charges, chargeIn(request), request.body.amount);
      return chargeIn(request);
    },
  },
  approveCorrection: deciding('approved'),
  declineCorrection: deciding('declined'),
};
