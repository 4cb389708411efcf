import { Decimal } from '@org/kernel';
import type { Rule } from './rule.js';

type Name<Record> = keyof Record & string;

const decimalIn = <Record>(record: Record, member: Name<Record>): Decimal | null | undefined => {
  const value: unknown = record[member];
  return value instanceof Decimal || value === null ? value : undefined;
};

/** For amounts with a default: they may be left out, but not be nothing. */
export const isNumber =
  <Record>(...members: readonly Name<Record>[]): Rule<Record> =>
  (record) =>
    members
      .filter((member) => decimalIn(record, member) === null)
      .map((member) => ({ member, message: 'is not a number' }));

const compared =
  (breaks: (order: number) => boolean, words: string) =>
  <Record>(limit: string, ...members: readonly Name<Record>[]): Rule<Record> =>
  (record) =>
    members
      .filter((member) => {
        const value = decimalIn(record, member);
        return value instanceof Decimal && breaks(value.compareTo(Decimal.of(limit)));
      })
      .map((member) => ({ member, message: `${words} ${limit}` }));

export const isAtLeast = compared((order) => order < 0, 'must be greater than or equal to');
export const isAtMost = compared((order) => order > 0, 'must be less than or equal to');
export const isMoreThan = compared((order) => order <= 0, 'must be greater than');
export const isLessThan = compared((order) => order >= 0, 'must be less than');
export const isOtherThan = compared((order) => order === 0, 'must be other than');

/** Limit of the amount of one transaction, itself excluded (the check on transactions). */
const movementLimit = '1000000000000000';

/** Bounds of amounts that transactions are made of, either way. */
export const isMovable = <Record>(...members: readonly Name<Record>[]): readonly Rule<Record>[] => [
  isMoreThan(`-${movementLimit}`, ...members),
  isLessThan(movementLimit, ...members),
];
