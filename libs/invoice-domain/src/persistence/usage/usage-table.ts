/** What a field of usage holds. Each kind has one SQL type, one precise check and one quick one. */
export const fieldKinds = [
  'key',
  'reference',
  'duration',
  'instant',
  'flag',
  'price',
  'rate',
  'movement',
  'text',
  'uuid',
] as const;
export type FieldKind = (typeof fieldKinds)[number];

/** Tables whose ids are loaded once, so that a row that names an unknown one can say so. */
export const referredTables = ['accounts', 'countries', 'networks'] as const;
export type ReferredTable = (typeof referredTables)[number];

export type KnownIds = Readonly<Record<ReferredTable, ReadonlySet<number>>>;

/** A column of a table that usage comes into. */
export interface UsageColumn {
  readonly name: string;
  readonly kind: FieldKind;
  readonly isRequired: boolean;
  /** Other names that files may give it. */
  readonly aliases: readonly string[];
  readonly refersTo?: ReferredTable;
}

/** A table that usage comes into, and what makes two of its rows the same. */
export interface UsageTable {
  readonly name: 'cdrs' | 'transactions';
  readonly columns: readonly UsageColumn[];
  readonly key: readonly string[];
  /** What one row is called in messages. */
  readonly row: string;
}

export const sqlTypes: Readonly<Record<FieldKind, string>> = {
  key: 'bigint',
  reference: 'integer',
  duration: 'bigint',
  instant: 'timestamptz',
  flag: 'boolean',
  price: 'numeric',
  rate: 'numeric',
  movement: 'numeric',
  text: 'text',
  uuid: 'uuid',
};

interface Options {
  readonly aliases?: readonly string[];
  readonly refersTo?: ReferredTable;
}

const column =
  (isRequired: boolean) =>
  (name: string, kind: FieldKind, { aliases = [], ...rest }: Options = {}): UsageColumn => ({
    name,
    kind,
    isRequired,
    aliases,
    ...rest,
  });

export const required = column(true);
export const optional = column(false);
