import { InvalidRecord, RecordNotFound } from '../model/domain-failure.js';
import type { ImportId } from '../model/ids.js';
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

/** Imports within one transaction. */
export interface UndoableImports {
  /** Locks an import until the transaction ends; one whose program is gone is running no more. Undefined when it is absent. */
  lock(id: ImportId): Promise<Pick<Import, 'kind' | 'state'> | undefined>;
  /** Says that it is being undone, in the name and for the reason of the transaction. */
  begin(id: ImportId): Promise<void>;
}

/** Says that an import is to be undone; what it has added is taken out afterwards. */
export class UndoImport {
  /**
   * @returns false when it is or is being undone already
   * @throws RecordNotFound, or InvalidRecord when it cannot be undone
   */
  async execute(imports: UndoableImports, id: ImportId): Promise<boolean> {
    const found = await imports.lock(id);
    if (found === undefined) throw new RecordNotFound('import', String(id));
    if (!isToBeUndone(found)) return false;
    await imports.begin(id);
    return true;
  }
}

/** The usage of imports that are being undone. Each method is a transaction of its own, so that whoever is stopped goes on where he was. */
export interface UndoneUsage {
  /** Takes out some of what is left and keeps it as revisions; balances move back, invoices under review are stale. @returns how much */
  takeOutSome(id: ImportId): Promise<number>;
  /** Offers one correction for each approved invoice that had some of it, and says that the import is undone; once. */
  finish(id: ImportId): Promise<void>;
}

/** Takes out what an import has added, once it is to be undone. */
export class TakeOutImport {
  /** Does nothing for an import that nobody wants undone, and may be done by several at once. */
  async execute(usage: UndoneUsage, id: ImportId): Promise<void> {
    while ((await usage.takeOutSome(id)) > 0);
    await usage.finish(id);
  }
}
