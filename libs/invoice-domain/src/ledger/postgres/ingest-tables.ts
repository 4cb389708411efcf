import type { ImportedTable } from '../../importing/postgres/imported-table.js';
import { chargeImporter } from '../../subscription-billing/postgres/imports/charges.js';
import { correctionImporter } from '../../subscription-billing/postgres/imports/corrections.js';
import { importedBy } from '../../subscription-billing/postgres/imports/imported-by.js';
import { paymentImporter } from '../../subscription-billing/postgres/imports/payments.js';
import { subscriptionImporter } from '../../subscription-billing/postgres/imports/subscriptions.js';
import { taxImporter } from '../../subscription-billing/postgres/imports/taxes.js';
import { importedCdrs, importedTransactions } from '../../usage/postgres/imported-usage.js';
import { importedRevisions } from '../../usage-billing/postgres/imported-revisions.js';

/** Every table that files and batches are imported into, by its name. */
export const ingestTables = {
  cdrs: importedCdrs,
  transactions: importedTransactions,
  ...importedRevisions,
  subscriptions: importedBy(subscriptionImporter),
  charges: importedBy(chargeImporter),
  taxes: importedBy(taxImporter),
  corrections: importedBy(correctionImporter),
  payments: importedBy(paymentImporter),
} as const satisfies Readonly<Record<string, ImportedTable>>;

export type ImportedTableName = keyof typeof ingestTables;
