import { InvalidRecord } from '../model/domain-failure.js';
import type { Import, ImportKind, ImportState } from './import.js';

const undoable: readonly string[] = ['cdrs', 'transactions'] satisfies readonly ImportKind[];

export const undoRefusals = {
  running: "Import can't be undone while it is running",
  kind: 'Only imports of calls and of transactions can be undone',
} as const;

/**
 * Whether an import is to be undone; not when it is or is being undone already.
 * @throws InvalidRecord when it cannot be
 */
export const isToBeUndone = ({ kind, state }: Pick<Import, 'kind' | 'state'>): boolean => {
  if (!undoable.includes(kind)) throw new InvalidRecord({ member: undefined, message: undoRefusals.kind });
  if (state === 'running') throw new InvalidRecord({ member: undefined, message: undoRefusals.running });
  return (['finished', 'brokenOff'] satisfies readonly ImportState[] as readonly ImportState[]).includes(state);
};
