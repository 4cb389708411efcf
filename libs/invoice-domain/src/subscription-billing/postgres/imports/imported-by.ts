import type { ImportedTable } from '../../../importing/postgres/imported-table.js';
import { dryRunCommerce } from './dry-run-commerce.js';
import type { Columns, Importer } from './importer.js';
import { mergeCommerce } from './merge-commerce.js';

/** The table of an importer, for files and batches. */
export const importedBy = <Of extends Columns>(importer: Importer<Of>): ImportedTable => ({
  ...importer.table,
  load: (client, stage) => mergeCommerce(client, importer, stage),
  beginDryRun: (client) => Promise.resolve(dryRunCommerce(client, importer)),
});
