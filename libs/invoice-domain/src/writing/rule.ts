import type { Violation } from '../model/violation.js';

/**
 * A record as a request would leave it: attributes by their names, and the number of what each to-one relationship leads to by the
 * relationship's name. What is absent has not been given.
 */
export type Draft<Model, Link extends string = never> = {
  readonly [Key in keyof Model]?: Model[Key] | null;
} & { readonly [Key in Link]?: number | null };

/** A rule of a record that is checked before the database; the messages are those of Yeti's admin API. */
export type Rule<Record> = (record: Record) => readonly Violation[];

type Name<Record> = keyof Record & string;

const each =
  <Record>(members: readonly Name<Record>[], messageOf: (value: unknown) => string | undefined): Rule<Record> =>
  (record) =>
    members.flatMap((member) => {
      const message = messageOf(record[member] ?? null);
      return message === undefined ? [] : { member, message };
    });

const isBlank = (value: unknown): boolean => value === null || (typeof value === 'string' && value.trim() === '');

export const isPresent = <Record>(...members: readonly Name<Record>[]): Rule<Record> =>
  each(members, (value) => (isBlank(value) ? "can't be blank" : undefined));

/** For what has a default: it may be left out, but not be nothing. */
export const isNotNull =
  <Record>(...members: readonly Name<Record>[]): Rule<Record> =>
  (record) =>
    members.filter((member) => record[member] === null).map((member) => ({ member, message: "can't be blank" }));

/** For texts that have a default: they may be left out, but not be nothing or blanks. */
export const isNotBlank =
  <Record>(...members: readonly Name<Record>[]): Rule<Record> =>
  (record) =>
    members
      .filter((member) => record[member] !== undefined && isBlank(record[member]))
      .map((member) => ({ member, message: "can't be blank" }));

/** PostgreSQL's integer ends here, and so do the ids of everything that is linked to. */
export const greatestInteger = 2_147_483_647;

/** A number that no record can have leads nowhere. That others do is for the foreign key to say. */
const leadsNowhere = (value: unknown): boolean => Number(value) > greatestInteger;

const mustExist = 'must exist';

export const isLinked = <Record>(...members: readonly Name<Record>[]): Rule<Record> =>
  each(members, (value) => (value === null || leadsNowhere(value) ? mustExist : undefined));

export const isLinkedIfPresent = <Record>(...members: readonly Name<Record>[]): Rule<Record> =>
  each(members, (value) => (leadsNowhere(value) ? mustExist : undefined));

interface Limits {
  readonly least: number;
  readonly greatest: number;
}

/** Whole numbers; what is missing breaks no limit. */
export const isWithin = <Record>({ least, greatest }: Limits, ...members: readonly Name<Record>[]): Rule<Record> =>
  each(members, (value) => {
    if (typeof value !== 'number') return undefined;
    if (value < least) return `must be greater than or equal to ${least}`;
    return value > greatest ? `must be less than or equal to ${greatest}` : undefined;
  });

export const matches = <Record>(pattern: RegExp, message: string, ...members: readonly Name<Record>[]): Rule<Record> =>
  each(members, (value) =>
    typeof value === 'string' && !isBlank(value) && !pattern.test(value) ? message : undefined,
  );

/** An index on a text takes no more than this many letters, whatever they are. */
const longestName = 255;

export const isShort = <Record>(...members: readonly Name<Record>[]): Rule<Record> =>
  each(members, (value) =>
    typeof value === 'string' && value.length > longestName
      ? `is too long (maximum is ${longestName} characters)`
      : undefined,
  );

/** One address, as far as its form tells. */
export const emailAddress = /^[^@\s]+@[^@\s]+$/;

export const violationsOf = <Record>(rules: readonly Rule<Record>[], record: Record): readonly Violation[] =>
  rules.flatMap((rule) => rule(record));
