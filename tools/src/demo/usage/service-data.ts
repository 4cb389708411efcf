import type { InvoiceId, InvoiceServiceData, Transaction } from '@org/invoice-domain';
import { Decimal } from '@org/kernel';
import type { Sums } from '../invoices/invoice-row.js';
import type { Unnumbered } from './traffic.js';

export interface ServiceData {
  readonly rows: readonly Unnumbered<InvoiceServiceData>[];
  readonly sums: Pick<Sums, 'servicesAmountSpent' | 'servicesAmountEarned' | 'serviceTransactionsCount'>;
}

/** Transactions of a period, those of no service among them, by service and by the direction of the money. */
export function serviceDataOf(invoiceId: InvoiceId, transactions: readonly Transaction[]): ServiceData {
  const groups = new Map<string, Unnumbered<InvoiceServiceData>>();
  for (const { serviceId, amount } of transactions) {
    const spent = !amount.isNegative();
    const key = `${serviceId} ${spent}`;
    const group = groups.get(key);
    groups.set(key, {
      invoiceId,
      serviceId,
      spent,
      amount: (group?.amount ?? Decimal.zero).plus(spent ? amount : amount.negated()),
      transactionsCount: (group?.transactionsCount ?? 0) + 1,
    });
  }
  const rows = [...groups.values()];
  const amountOf = (spent: boolean) => Decimal.sum(rows.filter((row) => row.spent === spent).map((row) => row.amount));
  return {
    rows,
    sums: {
      servicesAmountSpent: amountOf(true),
      servicesAmountEarned: amountOf(false),
      serviceTransactionsCount: transactions.length,
    },
  };
}
