import { PostgresUndoingWorld } from '../testing/postgres-undoing-world.js';
import { undoingContract } from '../testing/undoing.contract.js';

undoingContract(() => PostgresUndoingWorld.open());
