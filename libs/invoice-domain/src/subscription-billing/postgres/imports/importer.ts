import type { Decimal } from '@org/kernel';
import type { ClientBase } from 'pg';
import type { CauseType, PostingKind } from '../../../journal/posting.js';
import type { PaymentModel } from '../../../parties/payment-model.js';
import type { RequiredColumn, UsageColumn, UsageTable } from '../../../importing/usage-table.js';

/** The columns of a file by the properties that they are in the model. */
export type Columns = Readonly<Record<string, UsageColumn>> & {
  readonly externalKey: RequiredColumn;
  readonly accountId: RequiredColumn;
};

/** Values of a row as PostgreSQL text; each column has been checked by itself. */
type RowInput<Of extends Columns> = Readonly<Record<'externalKey' | 'accountId', string>> & {
  readonly [Property in keyof Of]: Of[Property] extends RequiredColumn ? string : string | null;
};

/** Record that a row refers to by `…_key` or `…_id`. */
export type Referred = 'subscription' | 'charge';

/** A staged row with its account and the record it refers to. */
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

/** A valid row. */
export interface Accepted {
  /** Values by column; reseller, key and times are added. */
  readonly columns: Readonly<Record<string, string | number | null>>;
  /** Amount to debit from the account's balance. */
  readonly debit: Decimal;
  /** What its allocations to charges debit besides, when the row is in. */
  readonly settles?: Decimal;
  /** The moment it is debited at; the present unless given. */
  readonly bookedAt?: string | null;
}

/** All reasons to reject a row, or the accepted row. */
export type Validation = readonly string[] | Accepted;

/** Validates rows in the order of the file; an accepted row counts for those after it. */
export interface Validator<Of extends Columns> {
  /** @param balance of the account, after the rows before */
  readonly validate: (row: StagedRow<Of>, balance: Decimal) => Validation;
  /** Called after the rows were inserted. */
  readonly finish?: () => Promise<void>;
}

/** Imports rows into one table of commerce. */
export interface Importer<Of extends Columns> {
  readonly table: UsageTable;
  /** Kind of the postings of rows that debit anything, whose cause is the record of the table. */
  readonly posts?: Extract<PostingKind, CauseType>;
  readonly columns: Of;
  readonly refersTo?: Referred;
  /**
   * SQL over `staged` and `kept` that compares a repeated row with the stored one, by column. False for columns that the ledger changes
   * later, which are not compared; a column that is missing here must be equal.
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
