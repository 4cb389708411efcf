import type { ImportedTable } from '../../importing/postgres/imported-table.js';
import { chargeIntake } from '../../subscription-billing/postgres/imports/charges.js';
import { correctionIntake } from '../../subscription-billing/postgres/imports/corrections.js';
import { importedBy } from '../../subscription-billing/postgres/imports/imported-by.js';
import { paymentIntake } from '../../subscription-billing/postgres/imports/payments.js';
import { subscriptionIntake } from '../../subscription-billing/postgres/imports/subscriptions.js';
import { taxIntake } from '../../subscription-billing/postgres/imports/taxes.js';
import { importedCdrs, importedTransactions } from '../../usage/postgres/imported-usage.js';

/** Every table that files and batches are imported into, by its name. */
export const ingestTables = {
  cdrs: importedCdrs,
  transactions: importedTransactions,
  subscriptions: importedBy(subscriptionIntake),
  charges: importedBy(chargeIntake),
  taxes: importedBy(taxIntake),
  corrections: importedBy(correctionIntake),
  payments: importedBy(paymentIntake),
} as const satisfies Readonly<Record<string, ImportedTable>>;

export type ImportedTableName = keyof typeof ingestTables;
