import { cdrTable } from '../../usage/cdr-columns.js';
import { chargeTable } from '../../subscription-billing/postgres/imports/charges.js';
import { correctionTable } from '../../subscription-billing/postgres/imports/corrections.js';
import { paymentTable } from '../../subscription-billing/postgres/imports/payments.js';
import { subscriptionTable } from '../../subscription-billing/postgres/imports/subscriptions.js';
import { taxTable } from '../../subscription-billing/postgres/imports/taxes.js';
import { transactionTable } from '../../usage/transaction-columns.js';
import type { TableName, UsageTable } from '../../importing/usage-table.js';

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
