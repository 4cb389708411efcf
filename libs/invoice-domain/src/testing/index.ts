export {
  copyOf,
  createDatabaseOf,
  createEmptyDatabase,
  createTestDatabase,
  withoutLifecycle,
  type EmptyDatabase,
  type Template,
  type TestDatabase,
} from './test-database.js';
export { createLedgerRoles, type LedgerRoles } from './ledger-roles.js';
export { balanceBecomes } from './adjustments.js';
export { contentsOf } from './contents.js';
export { createSampleLedger, loadSampleLedger } from './sample-ledger.js';
export { runs } from './thoroughness.js';
export { accessTo, planIn, tellPlans, type ExecutedPlan } from './executed-plans.js';
export { aDoc, anXlsx, aPdf, dataUrlOf } from './sample-files.js';
export { issuedSql } from '../subscription-billing/testing/issued-sql.js';
export type { InvoiceSketch, Issued } from '../subscription-billing/testing/subscription-world.js';
