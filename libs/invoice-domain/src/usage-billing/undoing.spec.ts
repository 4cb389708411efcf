import { MemoryUndoingWorld } from './testing/memory-undoing-world.js';
import { undoingContract } from './testing/undoing.contract.js';

undoingContract(() => Promise.resolve(new MemoryUndoingWorld()));
