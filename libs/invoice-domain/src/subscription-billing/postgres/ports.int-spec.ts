import { allocationsContract } from '../testing/allocations.contract.js';
import { correctionsContract } from '../testing/corrections.contract.js';
import { managedInvoicesContract } from '../testing/managed-invoices.contract.js';
import { PostgresWorld } from '../testing/postgres-world.js';
import { taxedChargesContract } from '../testing/taxed-charges.contract.js';

const open = () => PostgresWorld.open();

managedInvoicesContract(open);
taxedChargesContract(open);
correctionsContract(open);
allocationsContract(open);
