import { booksContract } from '../testing/books.contract.js';
import { PostgresBillingWorld } from '../testing/postgres-billing-world.js';

booksContract(() => PostgresBillingWorld.open());
