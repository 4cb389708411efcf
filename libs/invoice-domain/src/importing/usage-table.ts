/** Kinds of imported fields. Each kind has one SQL type, one precise check and one quick one. */
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
  'day',
  'word',
  'name',
  'quantity',
  'tariff',
  'money',
  'sum',
] as const;
export type FieldKind = (typeof fieldKinds)[number];

/** Tables whose ids are loaded once, so that unknown ids are rejected. */
export type ReferredTable = 'accounts' | 'countries' | 'networks';

export type KnownIds = Readonly<Record<ReferredTable, ReadonlySet<number>>>;

/** A column of an imported table. */
export interface UsageColumn {
  readonly name: string;
  readonly kind: FieldKind;
  readonly isRequired: boolean;
  /** Other names that files may give it. */
  readonly aliases: readonly string[];
  readonly refersTo?: ReferredTable;
  /** Allowed words. */
  readonly words?: readonly string[];
}

/** A column that every row must have a value for. */
export interface RequiredColumn extends UsageColumn {
  readonly isRequired: true;
}

/** An imported table with the key that identifies its rows. */
export interface UsageTable<Name extends string = string> {
  readonly name: Name;
  readonly columns: readonly UsageColumn[];
  readonly key: readonly string[];
  /** Name of one row in messages. */
  readonly row: string;
  /** Name of many rows in the help of the program. */
  readonly rows: string;
  /** A price, and who owes it: one without the other is refused. */
  readonly owed?: { readonly price: string; readonly by: string };
  /** The column that control totals are of; absent where no column adds up to anything. */
  readonly summed?: string;
  /** Name of its batches in paths. */
  readonly batches: string;
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
  day: 'date',
  word: 'text',
  name: 'text',
  quantity: 'numeric',
  tariff: 'numeric',
  money: 'numeric',
  sum: 'numeric',
};

type Options = Partial<Pick<UsageColumn, 'aliases' | 'refersTo' | 'words'>>;

export const required = (name: string, kind: FieldKind, { aliases = [], ...rest }: Options = {}): RequiredColumn => ({
  name,
  kind,
  isRequired: true,
  aliases,
  ...rest,
});

export const optional = (name: string, kind: FieldKind, options: Options = {}): UsageColumn => ({
  ...required(name, kind, options),
  isRequired: false,
});
