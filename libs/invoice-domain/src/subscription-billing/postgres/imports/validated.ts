import { Decimal } from '@org/kernel';
import type { Refusal } from '../../../importing/outcome.js';
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
import { finenessFaults } from './currency-digits.js';
import { keptOf, resent, type Moved } from './resent.js';

/** A record by its key, with what is debited for it. */
export interface Written {
  readonly key: string;
  readonly account: number;
  readonly reseller: number;
  readonly debits: readonly Debit[];
}

export interface Entering extends Written, Pick<Accepted, 'columns'> {}

/** A record as all rows of its key leave it. */
export interface Moving extends Written, Pick<Moved, 'columns' | 'isMove'> {}

/** Effects of earlier rows, of the same statement or of slices that are not written. */
export interface Before {
  /** Records by reseller and key, as they were left. */
  readonly kept: Map<string, Kept>;
  /** Debit of each account. */
  readonly debits: Map<number, Decimal>;
}

export const nothingBefore = (): Before => ({ kept: new Map(), debits: new Map() });

interface ValidatedRows {
  readonly entering: readonly Entering[];
  readonly moving: readonly Moving[];
  /** Number of rows that move a record. */
  readonly moved: number;
  readonly refusals: readonly Refusal[];
}

/** Judges rows in their order. */
export const validated = <Of extends Columns>(
  importer: Importer<Of>,
  rows: readonly StagedRow<Of>[],
  validator: Validator<Of>,
  { kept: keptBefore, debits }: Before = nothingBefore(),
): ValidatedRows => {
  const entering: Entering[] = [];
  const moving = new Map<string, Moving>();
  const refusals: Refusal[] = [];
  let moved = 0;
  for (const row of rows) {
    const { id: account, resellerId: reseller, balance } = row.account;
    const { externalKey: key } = row.input;
    const place = JSON.stringify([reseller, key]);
    const record = { key, account, reseller };
    const debited = debits.get(account) ?? Decimal.zero;
    const kept = keptBefore.get(place) ?? row.kept;
    const tooFine = finenessFaults(importer, row, kept !== null);
    if (tooFine.length > 0) {
      refusals.push({ row: row.row, reason: tooFine.join('; ') });
      continue;
    }
    const left = Decimal.of(balance).minus(debited);
    const judgement =
      kept === null ? validator.validate(row, left) : resent(importer, validator, { row, kept, balance: left });
    if (judgement === undefined) continue;
    if (!isAccepted<Accepted | Moved>(judgement)) {
      refusals.push({ row: row.row, reason: judgement.join('; ') });
      continue;
    }
    const own = debitsOf(importer, judgement);
    debits.set(
      account,
      own.reduce((sum, { amount }) => sum.plus(amount), debited.plus(settledBy(judgement))),
    );
    if ('kept' in judgement) {
      keptBefore.set(place, judgement.kept);
      const earlier = moving.get(place);
      moving.set(place, {
        ...record,
        columns: { ...earlier?.columns, ...judgement.columns },
        debits: [...(earlier?.debits ?? []), ...own],
        isMove: judgement.isMove || earlier?.isMove === true,
      });
      if (judgement.isMove) moved += 1;
    } else {
      keptBefore.set(place, keptOf(importer, row, judgement));
      entering.push({ ...record, columns: judgement.columns, debits: own });
    }
  }
  return { entering, moving: [...moving.values()], moved, refusals };
};

const settledBy = ({ settles = Decimal.zero }: Accepted | Moved): Decimal => settles;

const debitsOf = <Of extends Columns>({ posts }: Importer<Of>, judgement: Accepted | Moved): readonly Debit[] => {
  if ('kept' in judgement) return judgement.debit === undefined ? [] : [judgement.debit];
  const { debit: amount, bookedAt = null } = judgement;
  return posts === undefined ? [] : [{ kind: posts, amount, bookedAt }];
};
