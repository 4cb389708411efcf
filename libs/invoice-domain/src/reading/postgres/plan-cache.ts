import {
  noIncludes,
  selectionOf,
  type ExposedRelationship,
  type Exposure,
  type IncludeTree,
  type ListQuery,
  type Registry,
  type Selection,
  type ShowQuery,
} from '@org/json-api';
import { LRUCache } from 'lru-cache';
import type { Scope } from '../../model/scope.js';
import { conditionsText, fieldsText, includesText, sortText } from '../shape.js';
import { compileLinkage, compileRelated } from './link-plan.js';
import type { Cursor } from './list-page.js';
import { compileList, type ListPlan } from './list-plan.js';
import { compileShow, type ShowPlan, type Tables } from './plan.js';

/** Plans kept at once, least recently used out first. One takes a few kilobytes. */
const planLimit = 1_000;

/** A record, and the relationship of it that a request follows. */
export interface Link {
  readonly exposure: Exposure;
  readonly id: string;
  readonly relationship: ExposedRelationship;
}

/** The plans of one API: each shape of a request is compiled once, and kept. */
export class PlanCache {
  private readonly shows = new LRUCache<string, ShowPlan>({ max: planLimit });
  private readonly lists = new LRUCache<string, ListPlan>({ max: planLimit });

  /** @throws Error when a declaration names a column or relation that the entities lack: checked for every resource here */
  constructor(
    private readonly tables: Tables,
    private readonly registry: Registry,
    scopeKind: Scope['kind'],
  ) {
    for (const exposure of registry.exposures) {
      const everyRelationship: IncludeTree = new Map(exposure.relationships.map(({ key }) => [key, noIncludes]));
      compileShow(tables, scopeKind, selectionOf(registry, exposure, everyRelationship));
    }
  }

  /** Plan for one record. */
  show(scope: Scope['kind'], exposure: Exposure, query: ShowQuery): ShowPlan {
    return this.kept(`one ${scope} ${exposure.resource} ${shapeOf(query)}`, () =>
      compileShow(this.tables, scope, this.selection(exposure, query)),
    );
  }

  /** Plan for the target of a to-one relationship. */
  related(scope: Scope['kind'], { exposure: { resource }, relationship }: Link, query: ShowQuery): ShowPlan {
    return this.kept(`related ${scope} ${resource}.${relationship.key} ${shapeOf(query)}`, () =>
      compileRelated(this.tables, scope, this.selection(this.registry.target(relationship), query), {
        resource,
        relationship,
      }),
    );
  }

  /** Plan for the linkage of a relationship. */
  linkage(scope: Scope['kind'], { exposure, relationship }: Link): ShowPlan {
    return this.kept(`linkage ${scope} ${exposure.resource}.${relationship.key}`, () =>
      compileLinkage(this.tables, scope, exposure, relationship, this.registry.target(relationship)),
    );
  }

  /** Plan for a page of a list, which may belong to another record. */
  list(
    scope: Scope['kind'],
    exposure: Exposure,
    query: ListQuery,
    cursor: Cursor | undefined,
    parent: Link | undefined,
  ): ListPlan {
    const missing = cursor?.map((value) => value === null);
    const { conditions, sort, page } = query;
    const key = [
      scope,
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
    const plan = compileList(this.tables, {
      scope,
      selection: this.selection(exposure, query),
      conditions,
      sort,
      parent: parent && { resource: parent.exposure.resource, relationship: parent.relationship },
      keyset: page.kind === 'cursor' ? { reversed: page.direction === 'before', missing } : undefined,
    });
    this.lists.set(key, plan);
    return plan;
  }

  private selection(exposure: Exposure, { includes, fields }: ShowQuery): Selection {
    return selectionOf(this.registry, exposure, includes, fields);
  }

  private kept(key: string, compile: () => ShowPlan): ShowPlan {
    const known = this.shows.get(key);
    if (known !== undefined) return known;
    const plan = compile();
    this.shows.set(key, plan);
    return plan;
  }
}

const shapeOf = ({ includes, fields }: ShowQuery): string => `${includesText(includes)};${fieldsText(fields)}`;
