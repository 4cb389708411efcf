import type { ExposedAttribute, Exposure, KindName } from '@org/json-api';
import { Decimal } from '@org/kernel';
import { identityOf, type ResourceObject } from './document.js';
import { namesIn, type ParsedRequest } from './request.js';

/** Undefined where what is shown does not tell: the admin API cuts instants to milliseconds. */
type Order = number | undefined;

interface Criterion {
  readonly descending: boolean;
  /** Undefined where the document does not show what the list is sorted by. */
  readonly compare: ((left: ResourceObject, right: ResourceObject) => Order) | undefined;
}

/** Neighbours stand as `sort` asked, and by ascending ids where it says nothing. */
export const sortFaults = (request: ParsedRequest, rows: readonly ResourceObject[]): readonly string[] => {
  if (request.place.kind !== 'list') return [];
  const { exposure } = request.place;
  const criteria = [...namesIn(request.query.get('sort')), 'id'].map((name) => criterionOf(exposure, name));
  return rows.slice(1).flatMap((row, index) => {
    const before = rows[index];
    return before !== undefined && isOutOfOrder(criteria, before, row)
      ? [`${identityOf(row)} stands behind ${identityOf(before)}, against the order`]
      : [];
  });
};

const isOutOfOrder = (criteria: readonly Criterion[], before: ResourceObject, row: ResourceObject): boolean => {
  for (const { descending, compare } of criteria) {
    const order = compare?.(before, row);
    if (order === undefined) return false;
    if (order !== 0) return descending ? order < 0 : order > 0;
  }
  return false;
};

const criterionOf = (exposure: Exposure, text: string): Criterion => {
  const descending = text.startsWith('-');
  const name = descending ? text.slice(1) : text;
  if (name === 'id') return { descending, compare: (left, right) => compareIntegers(left.id, right.id) };
  const attribute = exposure.attributes.find(
    ({ wireName, group }) => group === undefined && exposure.wire.sortName(wireName) === exposure.wire.sortName(name),
  );
  return { descending, compare: attribute && ((left, right) => compareShown(attribute, left, right)) };
};

const compareShown = (attribute: ExposedAttribute, left: ResourceObject, right: ResourceObject): Order => {
  const [one, other] = [left, right].map(({ attributes }) => attributes?.[attribute.wireName]);
  if (one === undefined || other === undefined) return undefined;
  const [oneMissing, otherMissing] = [one, other].map((value) => value === attribute.ifNull);
  if (oneMissing === true || otherMissing === true) return Number(oneMissing) - Number(otherMissing);
  const compare = comparators[attribute.declared.kind.name];
  return compare?.(textOf(one), textOf(other));
};

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

const compareIntegers = (left: string, right: string): number => Number(BigInt(left) - BigInt(right));

/** The database compares text by code points, which is how UTF-8 compares by bytes. */
const compareText = (left: string, right: string): number => Buffer.compare(Buffer.from(left), Buffer.from(right));

/** Two that look alike may differ in digits that are not shown. */
const compareInstants = (left: string, right: string): Order => {
  const [one, other] = [left, right].map(microsecondsOf);
  if (one === undefined || other === undefined || left === right) return undefined;
  return Number(one - other);
};

const microsecondsOf = (text: string): bigint | undefined => {
  const parts = /^(.{19})\.(\d+)(Z|[+-]\d{4})$/.exec(text);
  if (parts === null) return undefined;
  const [, local = '', fraction = '', zone = ''] = parts;
  const offset = zone === 'Z' ? zone : `${zone.slice(0, 3)}:${zone.slice(3)}`;
  return BigInt(Date.parse(local + offset)) * 1_000n + BigInt(fraction.padEnd(6, '0'));
};

const comparators: Readonly<Partial<Record<KindName, (left: string, right: string) => Order>>> = {
  text: compareText,
  oneOf: compareText,
  uuid: compareText,
  localDate: compareText,
  flag: compareText,
  integer: compareIntegers,
  decimal: (left, right) => Decimal.of(left).compareTo(Decimal.of(right)),
  instant: compareInstants,
};
