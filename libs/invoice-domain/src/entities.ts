export * from './ledger/postgres/entities.generated.js';
