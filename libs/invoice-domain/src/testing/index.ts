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
export { fillLedger } from './sample-ledger.js';
export { statementsOf } from './counted-statements.js';
export { accessTo, collectPlans, planIn, tellPlans, type ExecutedPlan } from './executed-plans.js';
export { aDoc, anXlsx, aPdf, compoundFileOf, dataUrlOf, zipOf } from './sample-files.js';
export { issuedSql } from '../subscription-billing/testing/issued-sql.js';
export type { InvoiceSketch, Issued } from '../subscription-billing/testing/subscription-world.js';
