import { noIncludes, selectionOf, wholeText, type Exposure, type Registry, type WriteContext } from '@org/json-api';
import type { Pool } from 'pg';
import type { EntityManager } from 'typeorm';
import type { EverythingScope, ResellerScope } from '../../model/scope.js';
import { compileShow, scopeSql, scopeValues, type ShowPlan, type Tables } from '../../reading/postgres/plan.js';
import { isAbsent, recordNotFound } from '../../reading/postgres/record-id.js';
import { askedAsPool } from '../../reading/postgres/one-connection.js';
import { noSecrets, type SecretBox } from './secret-box.js';
import { StatementRunner } from '../../reading/postgres/statement-runner.js';

/** Scope of changes of single records; a whole tree of resellers is never changed. */
export type WritableScope = EverythingScope | ResellerScope;

/**
 * The documents of records within a transaction that may have changed them: byte for byte what a request for the plain record is
 * answered once the transaction has ended.
 */
export class RecordDocuments {
  private readonly plans = new Map<Exposure, ShowPlan>();

  /** @param registries of the APIs, each of which shows records in its own way */
  constructor(
    private readonly tables: Tables,
    private readonly registries: readonly Registry[],
    private readonly secrets: SecretBox = noSecrets,
  ) {}

  /** @throws RequestProblem when the API does not show a record of that id within the scope */
  async one(
    manager: EntityManager,
    scope: WritableScope,
    exposure: Exposure,
    id: string,
    context: WriteContext,
  ): Promise<string> {
    const { statement, writer } = this.planOf(scope, exposure);
    const runner = new StatementRunner(await connectionOf(manager));
    const [row] = isAbsent(exposure, id) ? [] : await runner.rows(statement, statement.bind(id, scopeValues(scope)));
    if (row === undefined) throw recordNotFound(exposure, id);
    return wholeText(writer.one(row, new Map(), { reveal: (stored) => this.secrets.reveal(stored), ...context }));
  }

  /** The document of a list of records, in the order of their ids as given. @throws as `one` does */
  async many(
    manager: EntityManager,
    scope: WritableScope,
    exposure: Exposure,
    ids: readonly string[],
    context: WriteContext,
  ): Promise<string> {
    const records: string[] = [];
    for (const id of ids) {
      const document = await this.one(manager, scope, exposure, id, context);
      records.push(document.slice(dataMember.length, -1));
    }
    return `${dataMember}[${records.join(',')}]}`;
  }

  /** The same, once nobody else can change the record until the transaction ends. @throws as `one` does */
  async locked(
    manager: EntityManager,
    scope: WritableScope,
    exposure: Exposure,
    id: string,
    context: WriteContext,
  ): Promise<string> {
    const table = this.tables(exposure.resource);
    if (!isAbsent(exposure, id)) {
      const conditions = [`t.${table.key} = $1::bigint`, ...scopeSql(table, scope.kind, exposure, () => '$2')];
      await manager.query(`SELECT FROM ${table.name} t WHERE ${conditions.join(' AND ')} FOR NO KEY UPDATE`, [
        id,
        ...scopeValues(scope),
      ]);
    }
    return this.one(manager, scope, exposure, id, context);
  }

  /** An exposure belongs to one API, and an API to one kind of scope: there is one plan for each. */
  private planOf(scope: WritableScope, exposure: Exposure): ShowPlan {
    const known = this.plans.get(exposure);
    if (known !== undefined) return known;
    const registry = this.registries.find(({ dialect }) => dialect.name === exposure.wire.name);
    if (registry === undefined) throw new Error(`no API shows ${exposure.type}`);
    const plan = compileShow(this.tables, scope.kind, selectionOf(registry, exposure, noIncludes));
    this.plans.set(exposure, plan);
    return plan;
  }
}

/** Start of a document of one record, and of many. */
const dataMember = '{"data":';

/** The connection that the transaction runs on. */
const connectionOf = async ({ queryRunner }: EntityManager): Promise<Pick<Pool, 'query'>> => {
  if (queryRunner === undefined) throw new Error('a record is locked within a transaction');
  return askedAsPool(await queryRunner.connect());
};
