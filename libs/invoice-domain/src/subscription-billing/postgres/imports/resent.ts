import { Decimal } from '@org/kernel';
import type { FieldKind, UsageColumn } from '../../../importing/usage-table.js';
import { mayBecome } from '../../../model/transitions.js';
import {
  isAccepted,
  type Accepted,
  type Columns,
  type Debit,
  type Importer,
  type Kept,
  type StagedRow,
  type Validator,
} from './importer.js';
import { isReference } from './references.js';

/** The record as a row that comes again leaves it. */
export interface Moved {
  readonly kept: Kept;
  /** Values to write, by column. */
  readonly columns: Readonly<Record<string, string | null>>;
  readonly debit?: Debit;
  readonly settles?: Decimal;
  /** False where the record has come as far by itself, and only that a row said so is kept. */
  readonly isMove: boolean;
}

/** The outcome for a row that comes again: the reasons to reject it, the move, or nothing of a row that is there already. */
export type Resent = readonly string[] | Moved | undefined;

const numbers: ReadonlySet<FieldKind> = new Set(['reference', 'quantity', 'tariff', 'money', 'sum']);

/** The record that a row has become which was accepted before in the same file. */
export const keptOf = <Of extends Columns>(
  { columns, refersTo, resend }: Importer<Of>,
  row: StagedRow<Of>,
  accepted: Accepted,
): Kept => {
  const textOf = ([property, { name }]: readonly [string, UsageColumn]): readonly [string, string | null] => {
    const value = name in accepted.columns ? accepted.columns[name] : row.input[property];
    return [property, value === null || value === undefined ? null : String(value)];
  };
  const status = resend === undefined ? null : (row.input['status'] ?? null);
  return {
    values: Object.fromEntries(Object.entries(columns).map(textOf)),
    referred: refersTo === undefined ? null : (row.referred?.id ?? null),
    status,
    importedStatus: status,
    facts: resend?.factsOf?.(row, accepted) ?? {},
  };
};

/** Judges a row whose key is taken. @param balance of the account, after the rows before */
export const resent = <Of extends Columns>(
  importer: Importer<Of>,
  { move: moveOf }: Validator<Of>,
  { row, kept, balance }: { readonly row: StagedRow<Of>; readonly kept: Kept; readonly balance: Decimal },
): Resent => {
  const { table, columns, resend } = importer;
  const status = row.input['status'] ?? null;
  const changed = changedColumns(importer, row, kept);
  const isMove = resend !== undefined && status !== kept.status && status !== kept.importedStatus;
  const mayChange = ([property, here]: Change): boolean => {
    if (isMove) return resend.follows.includes(property);
    if (status !== kept.importedStatus || status !== kept.status) {
      if (resend?.ledgerSets?.includes(property) === true) return true;
      if (status !== kept.status) return false;
    }
    return resend?.grows[property]?.(kept.values[property] ?? null, here) === true;
  };
  const refusals = [
    ...otherValues(
      importer,
      row,
      kept,
      changed.filter((change) => !mayChange(change)),
    ),
    ...(isMove && !mayBecome(resend.lifeCycle, String(kept.status), String(status))
      ? [
          `${table.row} ${JSON.stringify(row.input.externalKey)} is ${String(kept.status)}: it cannot become ${String(status)}`,
        ]
      : []),
  ];
  if (refusals.length > 0) return refusals;
  const after: Kept = { ...kept, values: { ...kept.values, ...Object.fromEntries(changed) } };
  const taken = Object.fromEntries(changed.map(([property, here]) => [columns[property]?.name ?? property, here]));
  if (resend === undefined || status === null) return undefined;
  if (!isMove) {
    if (status !== kept.status) return undefined;
    const isTold = status !== kept.importedStatus;
    if (changed.length === 0 && !isTold) return undefined;
    return {
      kept: isTold ? { ...after, importedStatus: status } : after,
      columns: isTold ? { ...taken, imported_status: status } : taken,
      isMove: changed.length > 0,
    };
  }
  const move = moveOf?.(row, after, status, balance) ?? {};
  if (!isAccepted(move)) return move;
  return {
    kept: { ...after, status, importedStatus: status, facts: { ...kept.facts, ...move.facts } },
    columns: { ...taken, ...move.columns, status, imported_status: status },
    ...(move.debit === undefined ? {} : { debit: move.debit }),
    ...(move.settles === undefined ? {} : { settles: move.settles }),
    isMove,
  };
};

type Change = readonly [property: string, here: string];

const otherValues = <Of extends Columns>(
  importer: Importer<Of>,
  row: StagedRow<Of>,
  kept: Kept,
  changes: readonly Change[],
): readonly string[] => {
  const { table, columns } = importer;
  const reasons = [
    ...otherReference(importer, row, kept),
    ...changes.map(([property, here]) =>
      differs(columns[property]?.name ?? property, kept.values[property] ?? null, here),
    ),
  ];
  if (reasons.length === 0) return [];
  return [
    `a ${table.row} with this ${table.key.join(' and ')} is there already, with other values: ${reasons.join(', ')}`,
  ];
};

/** The differences of a row from its record, by property; values that it leaves out are not compared. */
const changedColumns = <Of extends Columns>(
  { columns, refersTo, again = {} }: Importer<Of>,
  { input }: StagedRow<Of>,
  kept: Kept,
): readonly Change[] =>
  Object.entries(columns).flatMap(([property, { name, kind }]) => {
    const here = input[property] ?? null;
    const comparison = again[property];
    if (here === null || comparison === false || property === 'status' || isReference(refersTo, name)) return [];
    const there = kept.values[property] ?? null;
    return (comparison?.isSame ?? sameOf(kind))(there, here) ? [] : [[property, here] as const];
  });

const sameOf =
  (kind: FieldKind) =>
  (there: string | null, here: string): boolean =>
    there !== null && (there === here || (numbers.has(kind) && Decimal.of(there).equals(Decimal.of(here))));

const otherReference = <Of extends Columns>(
  { refersTo, columns }: Importer<Of>,
  { input, referred }: StagedRow<Of>,
  kept: Kept,
): readonly string[] => {
  const named = Object.entries(columns).find(
    ([property, { name }]) => isReference(refersTo, name) && (input[property] ?? null) !== null,
  );
  if (named === undefined || referred?.id === kept.referred) return [];
  const [property, { name }] = named;
  return [`${name} names another ${String(refersTo)} here: ${String(input[property])}`];
};

const differs = (column: string, there: string | null, here: string): string =>
  `${column} is ${there === null ? 'empty' : shown(there)} there and ${shown(here)} here`;

/** Numbers without trailing zeros, long texts cut. */
const shown = (value: string): string => {
  if (/^-?\d+\.\d+$/.test(value)) return Decimal.of(value).toString();
  return value.length > 60 ? `${value.slice(0, 60)}…` : value;
};
