import { dayIn } from '@org/kernel';
import type { AccountId, InvoiceId } from '../model/ids.js';
import { referenceOf } from '../invoices/invoice-reference.js';
import type { BilledAccount, LedgerTransaction, InvoiceOrder } from './ledger-transaction.js';

/** Writes new invoices with their references. @returns their ids, in the order of the orders */
export const addInvoices = async (
  { invoices }: Pick<LedgerTransaction, 'invoices'>,
  accounts: ReadonlyMap<AccountId, BilledAccount>,
  orders: readonly InvoiceOrder[],
): Promise<readonly InvoiceId[]> => {
  const ids = await invoices.nextIds(orders.length);
  const added = ids.flatMap((id, index) => {
    const order = orders[index];
    const account = order && accounts.get(order.accountId);
    if (order === undefined || account === undefined) return [];
    const toDate = dayIn(account.timeZone, order.endsAt);
    return [{ ...order, id, reference: referenceOf(account.invoiceRefTemplate, { id, toDate }) }];
  });
  await invoices.add(added);
  return ids;
};
