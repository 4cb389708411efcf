export { createEmptyDatabase, createTestDatabase, type EmptyDatabase, type TestDatabase } from './test-database.js';
export { fillLedger } from './sample-ledger.js';
export { statementsOf } from './counted-statements.js';
