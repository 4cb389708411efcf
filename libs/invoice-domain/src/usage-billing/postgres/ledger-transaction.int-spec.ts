import { ledgerTransactionContract } from '../testing/ledger-transaction.contract.js';
import { PostgresBillingWorld } from '../testing/postgres-billing-world.js';

ledgerTransactionContract(() => PostgresBillingWorld.open());
