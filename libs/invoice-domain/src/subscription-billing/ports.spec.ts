import { allocationsContract } from './testing/allocations.contract.js';
import { correctionsContract } from './testing/corrections.contract.js';
import { managedInvoicesContract } from './testing/managed-invoices.contract.js';
import { MemoryWorld } from './testing/memory-world.js';
import { taxedChargesContract } from './testing/taxed-charges.contract.js';

const open = () => Promise.resolve(new MemoryWorld());

managedInvoicesContract(open);
taxedChargesContract(open);
correctionsContract(open);
allocationsContract(open);
