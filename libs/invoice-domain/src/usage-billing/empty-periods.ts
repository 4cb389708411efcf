import type { Accounts, BilledAccount, InvoiceOrder } from './ledger-transaction.js';

/** An account with the periods that are over. */
interface DuePeriods {
  readonly account: BilledAccount;
  readonly orders: readonly InvoiceOrder[];
}

export interface WorthBilling {
  /** Each gets an invoice. */
  readonly orders: readonly InvoiceOrder[];
  /** Periods of accounts without empty invoices in which nothing was used. */
  readonly empty: readonly InvoiceOrder[];
}

/** Tells periods that get an invoice from those that get none, since nothing was used and their account wants no empty invoices. */
export const worthBilling = async (
  accounts: Pick<Accounts, 'areUsed' | 'awaitingCorrections'>,
  due: readonly DuePeriods[],
): Promise<WorthBilling> => {
  const sparing = due.filter(({ account }) => !account.emptyInvoices);
  const asked = sparing.flatMap(({ orders }) => orders);
  if (asked.length === 0) return { orders: due.flatMap(({ orders }) => orders), empty: [] };
  const areUsed = await accounts.areUsed(asked);
  const used = new Set(asked.filter((_, index) => areUsed[index] === true));
  const awaiting = await accounts.awaitingCorrections(sparing.map(({ account }) => account.id));
  const isBilled = ({ account, orders }: DuePeriods, order: InvoiceOrder): boolean => {
    if (account.emptyInvoices || used.has(order)) return true;
    // A correction goes on the account's latest invoice: without any other, its latest period gets one.
    return awaiting.has(account.id) && order === orders.at(-1) && !orders.some((one) => used.has(one));
  };
  return {
    orders: due.flatMap((one) => one.orders.filter((order) => isBilled(one, order))),
    empty: due.flatMap((one) => one.orders.filter((order) => !isBilled(one, order))),
  };
};
