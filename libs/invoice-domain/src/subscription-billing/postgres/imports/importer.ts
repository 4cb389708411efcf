import type { Decimal } from '@org/kernel';
import type { ClientBase } from 'pg';
import type { CauseType, PostingKind } from '../../../journal/posting.js';
import type { Transitions } from '../../../model/transitions.js';
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

/** The record that has a row's key, as it is there when the row comes. */
export interface Kept {
  /** By property, as PostgreSQL text. */
  readonly values: Readonly<Record<string, string | null>>;
  /** Id of the record that it refers to. */
  readonly referred: number | null;
  /** Null for what has no life cycle. */
  readonly status: string | null;
  /** Status of the last row with its key, from which the ledger may have gone on by itself. */
  readonly importedStatus: string | null;
  /** The facts that decide about a move besides, which the importer asks for, as PostgreSQL text. */
  readonly facts: Readonly<Record<string, string | null>>;
}

/** A staged row with its account and the record it refers to. */
export interface StagedRow<Of extends Columns> {
  /** Its number in the stage, from 1. */
  readonly row: number;
  /** The record that the reseller has with this key already. */
  readonly kept: Kept | null;
  readonly input: RowInput<Of>;
  readonly account: {
    readonly id: number;
    readonly resellerId: number;
    readonly currency: string;
    /** Digits of its currency behind the point. */
    readonly currencyDigits: number;
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
  /** The amount that its allocations to charges debit besides, when the row is in. */
  readonly settles?: Decimal;
  /** The moment it is debited at; the present unless given. */
  readonly bookedAt?: string | null;
}

/** All reasons to reject a row, or the accepted row. */
export type Validation = readonly string[] | Accepted;

/** Money that a move debits from the account's balance; negative gives back. */
export interface Debit {
  readonly kind: PostingKind;
  readonly amount: Decimal;
  /** The moment it is debited at; the present unless given. */
  readonly bookedAt?: string | null;
}

/** The changes that a move makes besides the status. */
export interface Move {
  /** Values by column, beside those that follow the row. */
  readonly columns?: Readonly<Record<string, string | null>>;
  readonly debit?: Debit;
  /** The amount that its allocations debit besides; negative gives back. */
  readonly settles?: Decimal;
  /** The facts from here on, as far as they change. */
  readonly facts?: Readonly<Record<string, string | null>>;
}

/** The rule by which a record moves along its life cycle when a row with its key comes again in a later status. */
export interface Resend<Of extends Columns> {
  readonly lifeCycle: Transitions<string>;
  /** Properties that a move takes from its row where the row says something. */
  readonly follows: readonly (keyof Of & string)[];
  /** Properties that may change without the status, each with what it may become. */
  readonly grows: { readonly [Property in keyof Of & string]?: (there: string | null, here: string) => boolean };
  /**
   * Properties that the ledger sets when it goes on by itself: the row that came last may say otherwise then, and the row that comes to the same
   * status sets them.
   */
  readonly ledgerSets?: readonly (keyof Of & string)[];
  /** SQL texts over `kept` by the name of the fact. */
  readonly facts?: Readonly<Record<string, string>>;
  /** The facts of a row that has just been accepted. */
  readonly factsOf?: (row: StagedRow<Of>, accepted: Accepted) => Kept['facts'];
  /** Does all that follows from moves that have been written. @param ids the records */
  readonly settle?: (client: ClientBase, ids: readonly string[]) => Promise<void>;
}

/** Validates rows in the order of the file; an accepted row counts for those after it. */
export interface Validator<Of extends Columns> {
  /** @param balance of the account, after the rows before */
  readonly validate: (row: StagedRow<Of>, balance: Decimal) => Validation;
  /** All reasons to refuse a move of a record that is there, or the move. @param balance of the account, after the rows before */
  readonly move?: (row: StagedRow<Of>, kept: Kept, status: string, balance: Decimal) => readonly string[] | Move;
  /** Called after the rows were written and what they debit was posted. */
  readonly finish?: () => Promise<void>;
}

/** The way in which a column of a repeated row is compared with the record. */
export interface Comparison {
  /** SQL text over `kept` of the value that is there. */
  readonly kept?: string;
  readonly isSame?: (there: string | null, here: string) => boolean;
}

/** Imports rows into one table of commerce. */
export interface Importer<Of extends Columns> {
  readonly table: UsageTable;
  /** Kind of the postings of rows that debit anything, whose cause is the record of the table. */
  readonly posts?: Extract<PostingKind, CauseType>;
  readonly columns: Of;
  readonly refersTo?: Referred;
  /** The ways in which columns of a repeated row are compared where they are not simply equal; false where they are not compared. */
  readonly again?: { readonly [Property in keyof Of]?: Comparison | false };
  /** Absent for what has no life cycle: such a row comes again as it was, or not at all. */
  readonly resend?: Resend<Of>;
  /** @param now the time of the transaction */
  readonly open: (
    client: ClientBase,
    rows: readonly StagedRow<Of>[],
    now: string,
  ) => Validator<Of> | Promise<Validator<Of>>;
}

/** Tells whether there are no reasons against it. */
export const isAccepted = <Judged extends object>(judgement: readonly string[] | Judged): judgement is Judged =>
  !Array.isArray(judgement);

/** @param faults each with whether it is there */
export const faultsIn = (...faults: readonly (readonly [isFault: boolean, reason: string])[]): readonly string[] =>
  faults.filter(([isFault]) => isFault).map(([, reason]) => reason);
