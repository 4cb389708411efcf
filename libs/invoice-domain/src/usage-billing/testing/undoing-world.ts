import type { ImportId } from '../../model/ids.js';
import type { ImportKind, ImportState } from '../../usage/import.js';
import type { UndoableImports, UndoneUsage } from '../../usage/undo-import.js';

/** Actor and reason of the undoing in a world. */
export const undoAudit = { actor: 'admin:139', reason: 'the wrong file' } as const;

/** State of an import and of its transactions, of 1 each. */
export interface UndoneSnapshot {
  readonly state: ImportState;
  readonly undoneBy: string | null;
  readonly reason: string | null;
  readonly left: number;
  /** Kept with who undid it and why. */
  readonly revisions: number;
  /** Of the account whose transactions they are. */
  readonly balance: string;
  /** Totals of the corrections that were offered. */
  readonly offered: readonly string[];
}

/** An import, with as many transactions of an account of its own. */
export interface ImportSketch {
  readonly kind?: ImportKind;
  /** A running one has lost its program. */
  readonly state?: 'finished' | 'running';
  readonly count?: number;
  /** Whether they are on an approved invoice. */
  readonly isApproved?: boolean;
}

/** Imports of transactions, in memory or in PostgreSQL. */
export interface UndoingWorld {
  /** Takes out two at a time. */
  readonly usage: UndoneUsage;
  import(sketch: ImportSketch): Promise<ImportId>;
  transaction<Result>(work: (imports: UndoableImports) => Promise<Result>): Promise<Result>;
  snapshot(id: ImportId): Promise<UndoneSnapshot>;
  close(): Promise<void>;
}
