export { createEmptyDatabase, createTestDatabase, type EmptyDatabase, type TestDatabase } from './test-database.js';
