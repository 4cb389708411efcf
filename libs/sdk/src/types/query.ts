import type { Comparable, OfferedFilter, Operator } from '@org/json-api';
import type { Decimal, Instant, LocalDate } from '@org/kernel';
import type { Api, ShapeIn } from './api.js';

/** Value types of filters; times as text are ISO 8601. */
interface FilterValues<Value> {
  readonly flag: boolean;
  readonly number: [Value] extends [Decimal] ? Decimal : number | bigint;
  readonly key: number | string;
  readonly instant: Instant | LocalDate | string;
  readonly localDate: LocalDate | string;
  readonly text: string;
  readonly uuid: string;
  readonly word: Value;
}

type CamelOperator<Name extends string> = Name extends `${infer Head}_${infer Tail}`
  ? `${Head}${Capitalize<Tail>}`
  : Name;

type ListOperator = 'in' | 'not_in' | 'cont_any';

type Operators<
  Shows extends { readonly operators: Readonly<Record<Comparable, readonly Operator[]>> },
  Offered,
> = Offered extends { readonly plain: true }
  ? 'in'
  : Offered extends { readonly as: infer Compared extends Comparable }
    ? Shows['operators'][Compared][number]
    : never;

type Tests<Known extends Operator, Value> = {
  readonly [Test in Known as CamelOperator<Test>]?: Test extends ListOperator ? readonly Value[] : Value;
};

/** A single value stands for the records that have it. */
type FieldFilter<Known extends Operator, Value> = Value | Tests<Known, Value>;

type ValueFor<Offered> = Offered extends OfferedFilter ? FilterValues<Offered['value']>[Offered['as']] : never;

/** The filters of a list: by field, then by operator. All of them must be met. */
export type FilterFor<A extends Api, Name extends keyof A> = {
  readonly [Field in keyof ShapeIn<A, Name>['filters']]?: FieldFilter<
    Operators<ShapeIn<A, Name>, ShapeIn<A, Name>['filters'][Field]>,
    ValueFor<ShapeIn<A, Name>['filters'][Field]>
  >;
} & { readonly id?: number | string | { readonly in: readonly (number | string)[] } };

/** A field to sort by, descending with a minus before it. */
export type SortFor<A extends Api, Name extends keyof A> =
  (ShapeIn<A, Name>['sorts'] & string) | `-${ShapeIn<A, Name>['sorts'] & string}`;

/** A page from a place in the list: the same cost at any depth, nothing lost or doubled while records are added. */
export interface CursorPage {
  /** Records on a page: 50 unless said otherwise, 1,000 at most. */
  readonly size?: number;
  /** A cursor that a page of the same list has given. */
  readonly after?: string;
  readonly before?: string;
  /** Whether to count all records, too. */
  readonly total?: boolean;
}

/** A page by its number, from 1. The list is always counted. */
export interface NumberedPage {
  readonly number: number;
  readonly size?: number;
}

export type PageChoice = CursorPage | NumberedPage;
