import { cdrTable } from './cdr-columns.js';
import { chargeTable } from './commerce/charges.js';
import { correctionTable } from './commerce/corrections.js';
import { paymentTable } from './commerce/payments.js';
import { subscriptionTable } from './commerce/subscriptions.js';
import { taxTable } from './commerce/taxes.js';
import { transactionTable } from './transaction-columns.js';
import type { TableName, UsageTable } from './usage-table.js';

/** Everything that comes in from files and in batches, by the name that it is brought by. */
export const ingestTables: { readonly [Name in TableName]: UsageTable<Name> } = {
  cdrs: cdrTable,
  transactions: transactionTable,
  subscriptions: subscriptionTable,
  charges: chargeTable,
  taxes: taxTable,
  corrections: correctionTable,
  payments: paymentTable,
};
