import type { Provider } from '@nestjs/common';
import type { resellerActions } from '@org/invoice-domain';
import { ExternalInvoices, LedgerTransactions } from '@org/invoice-domain/persistence';
import { DataSource } from 'typeorm';
import { chargeHandlers } from './charge-handlers.js';
import { creditHandlers } from './credit-handlers.js';
import { externalInvoiceHandlers } from './external-invoice-handlers.js';
import { invoiceHandlers } from './invoice-handlers.js';
import { paymentHandlers } from './payment-handlers.js';
import type { ResellerHandlersOf } from './reseller-handler.js';
import { statementHandlers } from './statement-handlers.js';

/** The handler of every action of the reseller API: one that is missing does not compile. */
export type ResellerHandlers = ResellerHandlersOf<typeof resellerActions>;

export const RESELLER_HANDLERS = Symbol('RESELLER_HANDLERS');

export const resellerHandlersProvider: Provider = {
  provide: RESELLER_HANDLERS,
  inject: [LedgerTransactions, DataSource, ExternalInvoices],
  useFactory: (
    transactions: LedgerTransactions,
    dataSource: DataSource,
    externalInvoices: ExternalInvoices,
  ): ResellerHandlers => ({
    ...chargeHandlers,
    ...creditHandlers,
    ...externalInvoiceHandlers(externalInvoices),
    ...invoiceHandlers(transactions),
    ...paymentHandlers(dataSource),
    ...statementHandlers(transactions),
  }),
};
