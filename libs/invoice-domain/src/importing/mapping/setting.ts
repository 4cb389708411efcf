import { didYouMean } from '../nearest.js';

/** Where a setting stands in a file: names of members, and places in lists. */
export type Path = readonly (string | number)[];

export interface Fault {
  readonly path: Path;
  /** Words that follow the path. */
  readonly message: string;
}

/** Stands for a value that is not what it should be, which its place has been told. */
export const faulty = Symbol('faulty');

/** A place in a file, which gathers what is wrong there. */
export class Place {
  constructor(
    readonly faults: Fault[] = [],
    readonly path: Path = [],
  ) {}

  within(member: string | number): Place {
    return new Place(this.faults, [...this.path, member]);
  }

  fault(message: string): typeof faulty {
    this.faults.push({ path: this.path, message });
    return faulty;
  }
}

export type Setting<out Value> = (given: unknown, place: Place) => Value | typeof faulty;

export type ValueOf<Of> = Of extends Setting<infer Value> ? Value : never;

export type GivenObject = Readonly<Record<string, unknown>>;

export const isObject = (given: unknown): given is GivenObject =>
  typeof given === 'object' && given !== null && !Array.isArray(given);

const isWholeNumber = (given: unknown): given is number => Number.isInteger(given);

export const text: Setting<string> = (given, place) =>
  typeof given === 'string' && given !== '' ? given : place.fault('has to be text');

export const flag: Setting<boolean> = (given, place) =>
  typeof given === 'boolean' ? given : place.fault('has to be true or false');

export const wholeNumber =
  (least: number, greatest: number): Setting<number> =>
  (given, place) =>
    isWholeNumber(given) && given >= least && given <= greatest
      ? given
      : place.fault(`has to be a whole number from ${least} to ${greatest.toLocaleString('en')}`);

export const oneOf =
  <const Word extends string>(words: readonly Word[]): Setting<Word> =>
  (given, place) =>
    words.find((word) => word === given) ??
    place.fault(`has to be ${words.join(' or ')}.${typeof given === 'string' ? didYouMean(given, words) : ''}`);

/** Constant of a mapping: text, a number, a flag, or nothing. */
export const constant: Setting<string | null> = (given, place) => {
  if (given === null) return null;
  return typeof given === 'string' || typeof given === 'number' || typeof given === 'boolean'
    ? String(given)
    : place.fault('has to be text, a number, true, false or null');
};

/** A list; one thing alone is a list of it. */
export const oneOrMore =
  <Value>(of: Setting<Value>, greatest: number): Setting<readonly Value[]> =>
  (given, place) => {
    if (!Array.isArray(given)) {
      const value = of(given, place);
      return value === faulty ? faulty : [value];
    }
    if (given.length === 0 || given.length > greatest)
      return place.fault(`has to list 1 to ${greatest.toLocaleString('en')} of them`);
    const values: Value[] = [];
    for (const [index, each] of (given as readonly unknown[]).entries()) {
      const value = of(each, place.within(index));
      if (value !== faulty) values.push(value);
    }
    return values.length === given.length ? values : faulty;
  };

/** An object with free names. */
export const mapOf =
  <Value>(of: Setting<Value>): Setting<ReadonlyMap<string, Value>> =>
  (given, place) => {
    if (!isObject(given)) return place.fault('has to be names with values');
    const values = new Map<string, Value>();
    for (const [name, each] of Object.entries(given)) {
      const value = of(each, place.within(name));
      if (value !== faulty) values.set(name, value);
    }
    return values;
  };

type Settings = Readonly<Record<string, Setting<unknown>>>;

type ValuesOf<Of extends Settings> = { readonly [Name in keyof Of]?: ValueOf<Of[Name]> | undefined };

/** An object whose members all may be absent. A member that nobody knows is a fault. */
export const objectOf =
  <const Of extends Settings>(settings: Of): Setting<ValuesOf<Of>> =>
  (given, place) => {
    if (!isObject(given)) return place.fault(`has to be an object with ${Object.keys(settings).join(', ')}`);
    const values: Record<string, unknown> = {};
    for (const [name, each] of Object.entries(given)) {
      const setting = Object.hasOwn(settings, name) ? settings[name] : undefined;
      const value =
        setting === undefined
          ? place.within(name).fault(`is no setting.${didYouMean(name, Object.keys(settings))}`)
          : setting(each, place.within(name));
      if (value !== faulty) values[name] = value;
    }
    return values as ValuesOf<Of>;
  };
