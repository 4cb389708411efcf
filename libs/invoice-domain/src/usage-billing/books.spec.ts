import { booksContract } from './testing/books.contract.js';
import { MemoryBillingWorld } from './testing/memory-billing-world.js';

booksContract(() => Promise.resolve(new MemoryBillingWorld()));
