import {
  linkageText,
  type DocumentText,
  type Exposure,
  type ListParts,
  type ListQuery,
  type Registry,
  type ShowQuery,
  type WriteContext,
} from '@org/json-api';
import type { Scope } from '../../model/scope.js';
import { IncludeLoader } from './include-loader.js';
import { compileExistence } from './link-plan.js';
import { cursorOf, pageRows, placed } from './list-page.js';
import { totalCount, totalsText } from './list-totals.js';
import { PlanCache, type Link } from './plan-cache.js';
import { scopeValues, type Tables } from './plan.js';
import { isAbsent, recordNotFound } from './record-id.js';
import type { ReadSessions } from './read-sessions.js';
import type { Reads } from './statement-runner.js';

type ScopeOf<Kind extends Scope['kind']> = Extract<Scope, { readonly kind: Kind }>;

/** The needs of a document besides its records, and the departure of whoever asked for it. */
export interface ReadContext extends WriteContext {
  readonly signal?: AbortSignal | undefined;
}

/** Reads records for one API as finished JSON:API text. */
export class LedgerReader<Kind extends Scope['kind']> {
  private readonly plans: PlanCache;

  /** @throws Error when a declaration names a column or relation that the entities lack: checked for every resource here */
  constructor(
    private readonly sessions: ReadSessions,
    private readonly tables: Tables,
    registry: Registry,
    scopeKind: Kind,
    private readonly reveal?: (stored: string) => string,
  ) {
    this.plans = new PlanCache(tables, registry, scopeKind);
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
    context: ReadContext,
  ): Promise<DocumentText> {
    const { statement, steps, writer } = this.plans.show(scope.kind, exposure, query);
    const ofScope = scopeValues(scope);
    if (isAbsent(exposure, id)) throw recordNotFound(exposure, id);
    const { row, included } = await this.sessions.run(async (reads) => {
      const [row] = await reads.rows(statement, statement.bind(id, ofScope));
      if (row === undefined) throw recordNotFound(exposure, id);
      return { row, included: await new IncludeLoader(reads, ofScope).load(steps, [row]) };
    }, context.signal);
    return writer.one(row, included, this.revealing(context));
  }

  /**
   * One page of the records that a scope and the query's filters leave; with a parent, of those that it links to.
   * @throws RequestProblem `invalid-page` for a cursor that was not handed out for this order, and as `one` for the parent
   */
  async list(
    scope: ScopeOf<Kind>,
    exposure: Exposure,
    query: ListQuery,
    context: ReadContext,
    parent?: Link,
  ): Promise<ListParts> {
    if (parent !== undefined && isAbsent(parent.exposure, parent.id)) throw recordNotFound(parent.exposure, parent.id);
    const cursor = cursorOf(query, this.tables(exposure.resource));
    const plan = this.plans.list(scope.kind, exposure, query, cursor, parent);
    const ofScope = scopeValues(scope);
    const filters = plan.bind({ scope: ofScope, parent: parent?.id, conditions: query.conditions });
    const { rows, included, ...parts } = await this.sessions.run(async (reads) => {
      const found = await pageRows(reads, plan, query, cursor, filters);
      if (parent !== undefined && found.length === 0) await this.demand(reads, scope, parent);
      const { rows, neighbours } = placed(query, cursor, found);
      return {
        rows,
        included: await new IncludeLoader(reads, ofScope).load(plan.steps, rows),
        total: await totalCount(reads, plan, query, rows.length, filters),
        neighbours,
        totals: query.withTotals ? await totalsText(reads, plan, exposure, filters) : undefined,
      };
    }, context.signal);
    return { members: plan.writer.many(rows, included, this.revealing(context)), ...parts };
  }

  /** The document of the record at the other end of a to-one relationship, which may be nothing. @throws as `one` does */
  async related(
    scope: ScopeOf<Kind>,
    link: Link,
    query: ShowQuery,
    context: ReadContext,
  ): Promise<string | DocumentText> {
    const { exposure: parent, id } = link;
    const { statement, steps, writer } = this.plans.related(scope.kind, link, query);
    const ofScope = scopeValues(scope);
    if (isAbsent(parent, id)) throw recordNotFound(parent, id);
    const found = await this.sessions.run(async (reads) => {
      const [row] = await reads.rows(statement, statement.bind(id, ofScope));
      if (row !== undefined) return { row, included: await new IncludeLoader(reads, ofScope).load(steps, [row]) };
      await this.demand(reads, scope, link);
      return undefined;
    }, context.signal);
    return found === undefined ? '{"data":null}' : writer.one(found.row, found.included, this.revealing(context));
  }

  /** The document of a relationship: its linkage and its links. @throws as `one` does */
  async linkage(scope: ScopeOf<Kind>, link: Link, context: ReadContext): Promise<string> {
    const { exposure, id } = link;
    const { statement, selection } = this.plans.linkage(scope.kind, link);
    if (isAbsent(exposure, id)) throw recordNotFound(exposure, id);
    const [row] = await this.sessions.run(
      (reads) => reads.rows(statement, statement.bind(id, scopeValues(scope))),
      context.signal,
    );
    if (row === undefined) throw recordNotFound(exposure, id);
    return `{${linkageText(selection, row, context)}}`;
  }

  private revealing(context: WriteContext): WriteContext {
    return { ...context, ...(this.reveal && { reveal: this.reveal }) };
  }

  private async demand(reads: Reads, scope: ScopeOf<Kind>, { exposure, id }: Link): Promise<void> {
    const statement = compileExistence(this.tables, scope.kind, exposure);
    const found = await reads.rows(statement, statement.bind(id, scopeValues(scope)));
    if (found.length === 0) throw recordNotFound(exposure, id);
  }
}
