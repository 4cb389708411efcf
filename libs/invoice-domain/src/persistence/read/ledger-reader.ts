import {
  linkedIds,
  noIncludes,
  RequestProblem,
  selectionOf,
  type Exposure,
  type IncludeTree,
  type Registry,
  type Row,
  type WriteContext,
} from '@org/json-api';
import { LRUCache } from 'lru-cache';
import type { Scope } from '../../model/scope.js';
import { compileShow, type IncludeStep, type ShowPlan, type Tables } from './plan.js';
import type { StatementRunner } from './statement-runner.js';

type RowsById = Map<string, Row>;

type ScopeOf<Kind extends Scope['kind']> = Extract<Scope, { readonly kind: Kind }>;

/** Plans kept at once, least recently used out first. One takes a few kilobytes. */
const planLimit = 1_000;

const wholeNumber = /^-?\d+$/;

/** An id of more digits names no record, and would not fit PostgreSQL's bigint. */
const longestId = 18;

/** Reads what one API shows, as finished JSON:API documents. */
export class LedgerReader<Kind extends Scope['kind']> {
  private readonly plans = new LRUCache<string, ShowPlan>({ max: planLimit });

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
    includes: IncludeTree,
    context: WriteContext,
  ): Promise<string> {
    if (!wholeNumber.test(id)) throw new RequestProblem({ code: 'malformed-id', id, resource: exposure.resource });
    const plan = this.planOf(scope, exposure, includes);
    const [row] = id.length > longestId ? [] : await this.runner.rows(plan.statement, [id, ...scopeValues(scope)]);
    if (row === undefined) throw new RequestProblem({ code: 'record-not-found', id, resource: exposure.resource });
    const included = new Map<string, RowsById>();
    await this.include(scope, plan.steps, [row], included);
    return plan.writer.one(row, included, context);
  }

  private planOf(scope: Scope, exposure: Exposure, includes: IncludeTree): ShowPlan {
    const key = `${scope.kind} ${exposure.resource} ${shapeOf(includes)}`;
    const known = this.plans.get(key);
    if (known !== undefined) return known;
    const plan = compileShow(this.tables, scope.kind, selectionOf(this.registry, exposure, includes));
    this.plans.set(key, plan);
    return plan;
  }

  /** One statement per relationship path, whatever the number of rows; a record already read is not read again. */
  private async include(
    scope: Scope,
    steps: readonly IncludeStep[],
    parents: readonly Row[],
    included: Map<string, RowsById>,
  ): Promise<void> {
    for (const step of steps) {
      const { resource } = step.selection.exposure;
      const known: RowsById = included.get(resource) ?? new Map<string, Row>();
      included.set(resource, known);
      const ids = new Set(parents.flatMap((parent) => linkedIds(step.link, parent)));
      const missing = [...ids].filter((id) => !known.has(id));
      if (missing.length > 0) {
        const rows = await this.runner.rows(step.statement, [`{${missing.join(',')}}`, ...scopeValues(scope)]);
        for (const row of rows) known.set(row[0] ?? '', row);
      }
      if (step.steps.length === 0) continue;
      const children = [...ids].map((id) => known.get(id)).filter((row) => row !== undefined);
      await this.include(scope, step.steps, children, included);
    }
  }
}

const scopeValues = (scope: Scope): readonly string[] => (scope.kind === 'reseller' ? [String(scope.resellerId)] : []);

/** Equal trees, equal text: the order in which a request names its includes makes no difference. */
const shapeOf = (tree: IncludeTree): string =>
  [...tree]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, below]) => (below.size === 0 ? key : `${key}(${shapeOf(below)})`))
    .join(',');
