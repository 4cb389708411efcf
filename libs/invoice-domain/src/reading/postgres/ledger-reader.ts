import {
  decodeCursor,
  encodeCursor,
  linkageText,
  moneyText,
  noIncludes,
  RequestProblem,
  selectionOf,
  type ExposedRelationship,
  type Exposure,
  type IncludeTree,
  type ListParts,
  type ListQuery,
  type Neighbours,
  type Registry,
  type Row,
  type Selection,
  type ShowQuery,
  type SortKey,
  type WriteContext,
} from '@org/json-api';
import { LRUCache } from 'lru-cache';
import type { Scope } from '../../model/scope.js';
import { IncludeLoader } from './include-loader.js';
import { compileExistence, compileLinkage, compileRelated } from './link-plan.js';
import { compileList, type ListPlan, type ListShape } from './list-plan.js';
import { compileShow, type ShowPlan, type Tables } from './plan.js';
import type { Table } from './schema-map.js';
import { conditionsText, fieldsText, includesText, sortText } from '../shape.js';
import { isDataException, type StatementRunner, type Value } from './statement-runner.js';

/** Plans kept at once, least recently used out first. One takes a few kilobytes. */
const planLimit = 1_000;

const wholeNumber = /^-?\d+$/;

/** An id of more digits names no record, and would not fit PostgreSQL's bigint. */
const longestId = 18;

type ScopeOf<Kind extends Scope['kind']> = Extract<Scope, { readonly kind: Kind }>;

/** A record, and the relationship of it that a request follows. */
export interface Link {
  readonly exposure: Exposure;
  readonly id: string;
  readonly relationship: ExposedRelationship;
}

/** Reads what one API shows, as finished JSON:API text. */
export class LedgerReader<Kind extends Scope['kind']> {
  private readonly shows = new LRUCache<string, ShowPlan>({ max: planLimit });
  private readonly lists = new LRUCache<string, ListPlan>({ max: planLimit });

  /** @throws Error when a declaration names a column or relation that the entities lack: checked for every resource here */
  constructor(
    private readonly runner: StatementRunner,
    private readonly tables: Tables,
    private readonly registry: Registry,
    scopeKind: Kind,
  ) {
    for (const exposure of registry.exposures) {
      const everyRelationship: IncludeTree = new Map(exposure.relationships.map(({ key }) => [key, noIncludes]));
      compileShow(tables, scopeKind, selectionOf(registry, exposure, everyRelationship));
    }
  }

  /**
   * The document of one record.
   * @throws RequestProblem `malformed-id` when the id is no number, `record-not-found` when the scope does not hold it
   */
  async one(
    scope: ScopeOf<Kind>,
    exposure: Exposure,
    id: string,
    query: ShowQuery,
    context: WriteContext,
  ): Promise<string> {
    const plan = this.showPlan(`one ${scope.kind} ${exposure.resource} ${shapeOf(query)}`, () =>
      compileShow(this.tables, scope.kind, this.selection(exposure, query)),
    );
    const [row] = isAbsent(exposure, id) ? [] : await this.runner.rows(plan.statement, [id, ...valuesOf(scope)]);
    if (row === undefined) throw notFound(exposure, id);
    const included = await new IncludeLoader(this.runner, valuesOf(scope)).load(plan.steps, [row]);
    return plan.writer.one(row, included, context);
  }

  /**
   * One page of the records that a scope and the query's filters leave; with a parent, of those that it links to.
   * @throws RequestProblem `invalid-page` for a cursor that was not handed out for this order, and as `one` for the parent
   */
  async list(
    scope: ScopeOf<Kind>,
    exposure: Exposure,
    query: ListQuery,
    context: WriteContext,
    parent?: Link,
  ): Promise<ListParts> {
    if (parent !== undefined && isAbsent(parent.exposure, parent.id)) throw notFound(parent.exposure, parent.id);
    const cursor = cursorOf(query, this.tables(exposure.resource));
    const plan = this.listPlan(scope, exposure, query, cursor, parent);
    const filterValues = [
      ...valuesOf(scope),
      ...(parent === undefined ? [] : [parent.id]),
      ...query.conditions.flatMap(({ values }) => values),
    ];
    const found = await this.pageRows(plan, query, cursor, filterValues);
    if (parent !== undefined && found.length === 0) await this.demand(scope, parent);
    const { rows, neighbours } = placed(query, cursor, found);
    const included = await new IncludeLoader(this.runner, valuesOf(scope)).load(plan.steps, rows);
    return {
      members: plan.writer.many(rows, included, context),
      total: await this.total(plan, query, rows.length, filterValues),
      neighbours,
      totals: query.withTotals ? await this.totals(plan, exposure, filterValues) : undefined,
    };
  }

  /** The document of the record at the other end of a to-one relationship, which may be nothing. @throws as `one` does */
  async related(scope: ScopeOf<Kind>, link: Link, query: ShowQuery, context: WriteContext): Promise<string> {
    const { exposure: parent, id, relationship } = link;
    const target = this.registry.target(relationship);
    const plan = this.showPlan(`related ${scope.kind} ${parent.resource}.${relationship.key} ${shapeOf(query)}`, () =>
      compileRelated(this.tables, scope.kind, this.selection(target, query), {
        resource: parent.resource,
        relationship,
      }),
    );
    const [row] = isAbsent(parent, id) ? [] : await this.runner.rows(plan.statement, [...valuesOf(scope), id]);
    if (row === undefined) {
      await this.demand(scope, link);
      return '{"data":null}';
    }
    const included = await new IncludeLoader(this.runner, valuesOf(scope)).load(plan.steps, [row]);
    return plan.writer.one(row, included, context);
  }

  /** The document of a relationship: its linkage and its links. @throws as `one` does */
  async linkage(scope: ScopeOf<Kind>, { exposure, id, relationship }: Link, context: WriteContext): Promise<string> {
    const plan = this.showPlan(`linkage ${scope.kind} ${exposure.resource}.${relationship.key}`, () =>
      compileLinkage(this.tables, scope.kind, exposure, relationship, this.registry.target(relationship)),
    );
    const [row] = isAbsent(exposure, id) ? [] : await this.runner.rows(plan.statement, [id, ...valuesOf(scope)]);
    if (row === undefined) throw notFound(exposure, id);
    return `{${linkageText(plan.selection, row, context)}}`;
  }

  private selection(exposure: Exposure, { includes, fields }: ShowQuery): Selection {
    return selectionOf(this.registry, exposure, includes, fields);
  }

  private showPlan(key: string, compile: () => ShowPlan): ShowPlan {
    const known = this.shows.get(key);
    if (known !== undefined) return known;
    const plan = compile();
    this.shows.set(key, plan);
    return plan;
  }

  private listPlan(
    scope: ScopeOf<Kind>,
    exposure: Exposure,
    query: ListQuery,
    cursor: readonly (string | null)[] | undefined,
    parent: Link | undefined,
  ): ListPlan {
    const missing = cursor?.map((value) => value === null);
    const { conditions, sort, page } = query;
    const key = [
      scope.kind,
      exposure.resource,
      parent && `${parent.exposure.resource}.${parent.relationship.key}`,
      shapeOf(query),
      conditionsText(conditions),
      sortText(sort),
      page.kind === 'cursor' ? page.direction : 'numbered',
      missing?.join(),
    ].join('|');
    const known = this.lists.get(key);
    if (known !== undefined) return known;
    const shape: ListShape = {
      scope: scope.kind,
      selection: this.selection(exposure, query),
      conditions,
      sort,
      parent: parent && { resource: parent.exposure.resource, relationship: parent.relationship },
      keyset: page.kind === 'cursor' ? { reversed: page.direction === 'before', missing } : undefined,
    };
    const plan = compileList(this.tables, shape);
    this.lists.set(key, plan);
    return plan;
  }

  /** A cursor page reads one row more than it shows, to know whether there is another page. */
  private async pageRows(
    { rows }: ListPlan,
    { page }: ListQuery,
    cursor: readonly (string | null)[] | undefined,
    filterValues: readonly Value[],
  ): Promise<readonly Row[]> {
    if (page.kind === 'numbered') {
      const offset = (BigInt(page.number) - 1n) * BigInt(page.size);
      return this.runner.rows(rows, [...filterValues, String(page.size), String(offset)]);
    }
    const places = cursor?.filter((value) => value !== null) ?? [];
    try {
      return await this.runner.rows(rows, [...filterValues, ...places, String(page.size + 1)]);
    } catch (error) {
      // The filters' values were read before; only a forged cursor can hold what the columns cannot.
      if (isDataException(error)) throw badCursor(page.direction, page.cursor);
      throw error;
    }
  }

  /** Counts only when the page itself does not tell: a page that is not full is the last one. */
  private async total(
    { count }: ListPlan,
    { page }: ListQuery,
    shown: number,
    filterValues: readonly Value[],
  ): Promise<number | undefined> {
    if (page.kind === 'cursor' && !page.counted) return undefined;
    if (page.kind === 'numbered' && shown < page.size && (shown > 0 || page.number === 1)) {
      return (page.number - 1) * page.size + shown;
    }
    const [row] = await this.runner.rows(count, filterValues);
    return Number(row?.[0]);
  }

  private async totals(
    { totals }: ListPlan,
    { totals: declared, wire }: Exposure,
    values: readonly Value[],
  ): Promise<string> {
    const rows = totals === undefined ? [] : await this.runner.rows(totals, values);
    const names = [declared?.by ?? '', 'count', ...(declared?.sums ?? [])].map(wire.wireName);
    return JSON.stringify(
      rows.map((row) => Object.fromEntries(names.map((name, index) => [name, totalValue(row[index] ?? '', index)]))),
    );
  }

  private async demand(scope: ScopeOf<Kind>, { exposure, id }: Link): Promise<void> {
    const statement = compileExistence(this.tables, scope.kind, exposure);
    const found = isAbsent(exposure, id) ? [] : await this.runner.rows(statement, [...valuesOf(scope), id]);
    if (found.length === 0) throw notFound(exposure, id);
  }
}

/** A group's name, then its count, then its sums. */
const totalValue = (text: string, index: number): string | number =>
  index === 0 ? text : index === 1 ? Number(text) : moneyText(text);

/** Whether no record can have the id. @throws RequestProblem when it is no number at all */
export const isAbsent = ({ resource }: Exposure, id: string): boolean => {
  if (!wholeNumber.test(id)) throw new RequestProblem({ code: 'malformed-id', id, resource });
  return id.length > longestId;
};

const notFound = ({ resource }: Exposure, id: string): RequestProblem =>
  new RequestProblem({ code: 'record-not-found', id, resource });

const badCursor = (member: string, value: string): RequestProblem =>
  new RequestProblem({ code: 'invalid-page', member, value });

/** The values that a scope's conditions are bound to. */
export const valuesOf = (scope: Scope): readonly string[] =>
  scope.kind === 'everything' ? [] : [String(scope.resellerId)];

const shapeOf = ({ includes, fields }: ShowQuery): string => `${includesText(includes)};${fieldsText(fields)}`;

const cursorOf = ({ page, sort }: ListQuery, table: Table): readonly (string | null)[] | undefined => {
  if (page.kind !== 'cursor' || page.cursor === '') return undefined;
  const cursor = decodeCursor(page.cursor, sort.length);
  // No cursor that was handed out lacks a value that every row has.
  const mayBe = (value: string | null, { property }: SortKey): boolean => value !== null || table.isNullable(property);
  if (cursor === undefined || !sort.every((key, index) => mayBe(cursor[index] ?? null, key))) {
    throw badCursor(page.direction, page.cursor);
  }
  return cursor;
};

interface Placed {
  readonly rows: readonly Row[];
  readonly neighbours: Neighbours | undefined;
}

/** Turns what a cursor statement read into the order of the list, and finds the places on both sides. */
const placed = ({ page, sort }: ListQuery, cursor: readonly unknown[] | undefined, found: readonly Row[]): Placed => {
  if (page.kind === 'numbered') return { rows: found, neighbours: undefined };
  const hasMore = found.length > page.size;
  const read = found.slice(0, page.size);
  const rows = page.direction === 'before' ? read.reverse() : read;
  const ahead = page.direction === 'after' ? hasMore : cursor !== undefined;
  const behind = page.direction === 'after' ? cursor !== undefined : hasMore;
  return {
    rows,
    neighbours: {
      before: behind ? placeOf(rows[0], sort) : undefined,
      after: ahead ? placeOf(rows.at(-1), sort) : undefined,
    },
  };
};

/** The values that a row is ordered by stand at its end. */
const placeOf = (row: Row | undefined, sort: readonly SortKey[]): string | undefined =>
  row && encodeCursor(row.slice(-sort.length));
