import {
  adminBalance,
  adminExposures,
  adminRegistry,
  everything,
  SetBalance,
  type AccountId,
  type adminActions,
} from '@org/invoice-domain';
import { StoredRecords, type LedgerTransactions, type RecordDocuments } from '@org/invoice-domain/persistence';
import { noIncludes, RequestProblem, resourceObjectOf, selectionOf, type WriteContext } from '@org/json-api';
import type { AdminChangeHandler, AdminHandlersOf } from './admin-handler.js';

type Actions = Pick<typeof adminActions, 'updateBalance' | 'replaceBalance'>;

const selection = selectionOf(adminRegistry, adminBalance, noIncludes);
const longestId = 18;

/** @throws RequestProblem when no account has the external id */
const accountOf = async (records: StoredRecords, externalId: string): Promise<AccountId> => {
  const isKnown = externalId.length <= longestId;
  const id = isKnown ? await records.accountOf(externalId) : undefined;
  if (id === undefined) throw new RequestProblem({ code: 'record-not-found', resource: 'account', id: externalId });
  return id;
};

const documentOf = async (
  records: StoredRecords,
  id: AccountId,
  externalId: string,
  context: WriteContext,
): Promise<string> => {
  const values = (await records.locked('account', id)) ?? {};
  const balance = resourceObjectOf(selection, { id: externalId, values, linkage: {} }, context);
  const self = `${context.base}/${adminExposures.account.path}/${externalId}/balance`;
  return JSON.stringify({ data: { ...balance, links: { self } } });
};

/** The balances of accounts, each written by itself under the id that the account has elsewhere. */
export const balanceHandlers = (
  { clock }: LedgerTransactions,
  documents: RecordDocuments,
): AdminHandlersOf<Actions> => {
  const setBalance: AdminChangeHandler<Actions['updateBalance' | 'replaceBalance']> = {
    // The version that `If-Match` means is the account's: a balance cannot be read by itself.
    current: async ({ manager, ids: { accounts }, context }) => {
      const id = await accountOf(new StoredRecords(manager, clock), accounts);
      return documents.locked(manager, everything, adminExposures.account, String(id), context);
    },
    perform: async ({ manager, ids: { accounts }, body, context }) => {
      const records = new StoredRecords(manager, clock);
      const id = await accountOf(records, accounts);
      await new SetBalance(records).execute(id, body);
      return documentOf(records, id, accounts, context);
    },
  };
  return { updateBalance: setBalance, replaceBalance: setBalance };
};
