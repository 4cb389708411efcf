import { ledgerTransactionContract } from './testing/ledger-transaction.contract.js';
import { MemoryBillingWorld } from './testing/memory-billing-world.js';

ledgerTransactionContract(() => Promise.resolve(new MemoryBillingWorld()));
