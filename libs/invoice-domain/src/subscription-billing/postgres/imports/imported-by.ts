import type { ImportedTable } from '../../../importing/postgres/imported-table.js';
import type { Columns, Intake } from './intake.js';
import { settleCommerce } from './settle-commerce.js';

/** The table of an intake, as files and batches are imported into it. */
export const importedBy = <Of extends Columns>(intake: Intake<Of>): ImportedTable => ({
  ...intake.table,
  isCopiedInto: false,
  load: (client, stage) => settleCommerce(client, intake, stage),
});
