import type { Decimal } from '@org/kernel';
import type { ClientBase } from 'pg';
import type { PaymentModel } from '../../../parties/payment-model.js';
import type { RequiredColumn, UsageColumn, UsageTable } from '../../../importing/usage-table.js';

/** The columns of a file by the properties that they are in the model. */
export type Columns = Readonly<Record<string, UsageColumn>> & {
  readonly externalKey: RequiredColumn;
  readonly accountId: RequiredColumn;
};

/** What a row gives, in the words of PostgreSQL: its columns have been checked, each by itself. */
type RowInput<Of extends Columns> = Readonly<Record<'externalKey' | 'accountId', string>> & {
  readonly [Property in keyof Of]: Of[Property] extends RequiredColumn ? string : string | null;
};

/** What rows of a file may belong to, named by `…_key` or `…_id`. */
export type Referred = 'subscription' | 'charge';

/** A staged row with what the ledger knows of it. */
export interface StagedRow<Of extends Columns> {
  /** Its number in the stage, from 1. */
  readonly row: number;
  /** Whether the reseller has a record with this key already. */
  readonly isThere: boolean;
  readonly input: RowInput<Of>;
  readonly account: {
    readonly id: number;
    readonly resellerId: number;
    readonly currency: string;
    readonly paymentModel: PaymentModel;
    readonly balance: string;
  };
  /** The subscription or the charge that it names, if it is one of the account's. */
  readonly referred: { readonly id: number; readonly paymentModel: PaymentModel } | null;
}

/** A row that comes in. */
export interface Accepted {
  /** By name; the reseller, the key and the times are added to them. */
  readonly columns: Readonly<Record<string, string | number | null>>;
  /** Leaves the balance of the account. */
  readonly debit: Decimal;
}

/** Why a row stays out, everything at once, or what comes in. */
export type Validation = readonly string[] | Accepted;

/** Judges rows in the order of the file: what it lets in is what the next one meets. */
export interface Validator<Of extends Columns> {
  /** @param balance of the account, after the rows before */
  readonly validate: (row: StagedRow<Of>, balance: Decimal) => Validation;
  /** What follows when the rows are in. */
  readonly finish?: () => Promise<void>;
}

/** How rows come into a table of commerce. */
export interface Importer<Of extends Columns> {
  readonly table: UsageTable;
  readonly columns: Of;
  readonly refersTo?: Referred;
  /**
   * When a row comes again: whether what it gives is what is there, as SQL over `staged` and `kept`. False for what is not asked, since
   * the ledger goes on to change it. Columns that are not here have to be equal.
   */
  readonly again?: { readonly [Property in keyof Of]?: string | false };
  /** @param now the time of the transaction */
  readonly open: (
    client: ClientBase,
    rows: readonly StagedRow<Of>[],
    now: string,
  ) => Validator<Of> | Promise<Validator<Of>>;
}

export const isAccepted = (validation: Validation): validation is Accepted => !Array.isArray(validation);

/** @param faults each with whether it is there */
export const faultsIn = (...faults: readonly (readonly [isFault: boolean, reason: string])[]): readonly string[] =>
  faults.filter(([isFault]) => isFault).map(([, reason]) => reason);
