import { Decimal } from '@org/kernel';
import { importIdOf, type ImportId } from '../../model/ids.js';
import type { Import, ImportKind } from '../../usage/import.js';
import type { UndoableImports, UndoneUsage } from '../../usage/undo-import.js';
import { undoAudit, type ImportSketch, type UndoingWorld, type UndoneSnapshot } from './undoing-world.js';

interface MemoryImport extends UndoneSnapshot {
  readonly kind: ImportKind;
  readonly isApproved: boolean;
}

const chunkRows = 2;

/** Imports in memory, whose transactions nobody else has. */
export class MemoryUndoingWorld implements UndoingWorld, UndoableImports, UndoneUsage {
  readonly usage: UndoneUsage = this;
  private readonly imports = new Map<ImportId, MemoryImport>();

  import({
    kind = 'transactions',
    state = 'finished',
    count = 0,
    isApproved = false,
  }: ImportSketch): Promise<ImportId> {
    const id = importIdOf(this.imports.size + 1);
    const counts = { left: count, revisions: 0, balance: String(-count), offered: [] };
    this.imports.set(id, { kind, state, isApproved, undoneBy: null, reason: null, ...counts });
    return Promise.resolve(id);
  }

  transaction<Result>(work: (imports: UndoableImports) => Promise<Result>): Promise<Result> {
    return work(this);
  }

  snapshot(id: ImportId): Promise<UndoneSnapshot> {
    const { state, undoneBy, reason, left, revisions, balance, offered } = this.found(id);
    return Promise.resolve({ state, undoneBy, reason, left, revisions, balance, offered });
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  lock(id: ImportId): Promise<Pick<Import, 'kind' | 'state'> | undefined> {
    const found = this.imports.get(id);
    if (found?.state === 'running') this.change(id, { state: 'brokenOff' });
    const { kind, state } = this.imports.get(id) ?? {};
    return Promise.resolve(kind === undefined || state === undefined ? undefined : { kind, state });
  }

  begin(id: ImportId): Promise<void> {
    this.change(id, { state: 'undoing', undoneBy: undoAudit.actor, reason: undoAudit.reason });
    return Promise.resolve();
  }

  takeOutSome(id: ImportId): Promise<number> {
    const { state, left, revisions, balance } = this.found(id);
    const taken = state === 'undoing' ? Math.min(left, chunkRows) : 0;
    this.change(id, {
      left: left - taken,
      revisions: revisions + taken,
      balance: Decimal.of(balance)
        .plus(Decimal.of(String(taken)))
        .toString(),
    });
    return Promise.resolve(taken);
  }

  finish(id: ImportId): Promise<void> {
    const { state, revisions, isApproved } = this.found(id);
    if (state === 'undoing') this.change(id, { state: 'undone', offered: isApproved ? [String(-revisions)] : [] });
    return Promise.resolve();
  }

  private found(id: ImportId): MemoryImport {
    const found = this.imports.get(id);
    if (found === undefined) throw new Error(`there is no import ${id}`);
    return found;
  }

  private change(id: ImportId, changes: Partial<MemoryImport>): void {
    this.imports.set(id, { ...this.found(id), ...changes });
  }
}
