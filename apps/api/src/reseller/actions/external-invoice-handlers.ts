import type { resellerActions } from '@org/invoice-domain';
import type { DraftExternalInvoice, ExternalInvoices } from '@org/invoice-domain/persistence';
import type { SentOf } from '@org/json-api';
import type { ResellerHandlersOf } from './reseller-handler.js';

type Actions = Pick<
  typeof resellerActions,
  | 'sendExternalInvoice'
  | 'replaceExternalInvoice'
  | 'findExternalInvoice'
  | 'showExternalInvoice'
  | 'showExternalInvoiceFile'
>;

const draftOf = ({ amount, ...same }: SentOf<Actions['sendExternalInvoice']>): DraftExternalInvoice => ({
  ...same,
  amountTotal: amount.total,
  amountCurrency: amount.currency,
});

/** The closing documents of accounts. */
export const externalInvoiceHandlers = (store: ExternalInvoices): ResellerHandlersOf<Actions> => ({
  sendExternalInvoice: {
    perform: async ({ manager, scope, ids, body }) => {
      const account = await store.account(manager, scope, ids.accounts);
      return store.add(manager, scope, account, draftOf(body));
    },
  },
  replaceExternalInvoice: {
    lock: async ({ manager, scope, ids: { accounts, external_invoices: id } }) => {
      await store.lock(manager, scope, accounts, id);
      return id;
    },
    perform: async ({ manager, ids: { external_invoices: id }, body }) => {
      await store.replace(manager, id, draftOf(body));
      return id;
    },
  },
  findExternalInvoice: { find: ({ scope, ids, filters }) => store.idOf(scope, ids.accounts, filters['key'] ?? '') },
  showExternalInvoice: {
    find: async ({ scope, ids: { accounts, external_invoices: id } }) => {
      await store.file(scope, accounts, id);
      return id;
    },
  },
  showExternalInvoiceFile: {
    find: async ({ scope, ids: { accounts, external_invoices: id } }) => {
      const file = await store.file(scope, accounts, id);
      return { ...file, content: () => store.content(id, file) };
    },
  },
});
