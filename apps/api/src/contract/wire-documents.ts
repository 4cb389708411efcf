import { adminRegistry, externalInvoiceRegistry, resellerRegistry } from '@org/invoice-domain';
import type { Registry } from '@org/json-api';
import { adminRightsTable } from './admin-rights-table.js';
import { errorTable } from './error-table.js';
import type { GeneratedFile } from './generated-file.js';
import { withParts, type GeneratedParts } from './generated-parts.js';
import { limitTable } from './limit-table.js';
import { refusalTable } from './refusal-table.js';
import { resourceTables } from './resource-tables.js';
import { roleTable } from './role-table.js';
import { writesTable } from './writes-table.js';

const resourcesOf = (registry: Registry, isListed: boolean): GeneratedParts =>
  Object.fromEntries(
    [...registry.exposures].map((exposure) => [
      `resource ${exposure.type}`,
      resourceTables(registry, exposure, isListed),
    ]),
  );

const adminParts = (): GeneratedParts => ({
  ...resourcesOf(adminRegistry, true),
  limits: limitTable(),
  rights: adminRightsTable(),
  changes: writesTable(adminRegistry),
  errors: errorTable('admin'),
});

const resellerParts = (): GeneratedParts => ({
  ...resourcesOf(resellerRegistry, true),
  ...resourcesOf(externalInvoiceRegistry, false),
  limits: limitTable(),
  roles: roleTable(resellerRegistry),
  errors: errorTable('reseller'),
  refusals: refusalTable(),
});

/** The documents of the wires: text by hand, tables generated from the declarations. */
export const wireDocuments: readonly GeneratedFile[] = [
  { path: 'docs/wire/admin.md', content: (committed) => withParts(committed, adminParts()) },
  { path: 'docs/wire/reseller.md', content: (committed) => withParts(committed, resellerParts()) },
];
