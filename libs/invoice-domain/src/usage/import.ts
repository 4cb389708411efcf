import type { Instant } from '@org/kernel';
import type { ImportId } from '../model/ids.js';

/** Sorts of records that are imported, by the names of their tables. */
export const importKinds = [
  'cdrs',
  'transactions',
  'subscriptions',
  'charges',
  'taxes',
  'corrections',
  'payments',
  'cdr_voids',
  'cdr_replacements',
  'transaction_voids',
  'transaction_replacements',
] as const;
export type ImportKind = (typeof importKinds)[number];

/** `brokenOff`: what came before stays; `undoing`: its rows are being taken out, by a job. */
export const importStates = ['running', 'finished', 'brokenOff', 'undoing', 'undone'] as const;
export type ImportState = (typeof importStates)[number];

export const importSources = ['file', 'batch'] as const;

/** Sums of what an import has added, in the currency of the accounts; amounts are exact decimals. */
export interface ImportSums {
  readonly currency: string;
  /** Of calls: what customers pay, and what vendors get. */
  readonly customerPrice?: string;
  readonly vendorPrice?: string;
  /** Of transactions. */
  readonly amount?: string;
}

/** A file or a batch that brought rows. */
export interface Import {
  readonly id: ImportId;
  /** One of `importKinds`. */
  readonly kind: string;
  /** Name of the file, or id of the batch. */
  readonly name: string;
  /** One of `importSources`. */
  readonly source: string;
  /** SHA-256 in hex of what came; null until all of it has. */
  readonly digest: string | null;
  readonly state: ImportState;
  readonly actor: string;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
  readonly readCount: number;
  readonly addedCount: number;
  /** Rows that moved a record along its life cycle. */
  readonly movedCount: number;
  readonly alreadyThereCount: number;
  readonly rejectedCount: number;
  /** Of calls and transactions alone, once it is finished. */
  readonly sums: readonly ImportSums[] | null;
  readonly undoneBy: string | null;
  /** Why it was undone. */
  readonly reason: string | null;
}
