import { MemoryRenewalWorld } from './testing/memory-renewal-world.js';
import { renewalsContract } from './testing/renewals.contract.js';

renewalsContract(() => Promise.resolve(new MemoryRenewalWorld()));
