import { createHash } from 'node:crypto';
import type { ClientBase, PoolClient } from 'pg';
import { QueryFailedError, type EntityManager } from 'typeorm';
import { ledgerTypes } from '../../schema/columns/type-parsers.js';

/** Runs a statement of a transaction; values leave it as the domain's own types. */
export type Statements = <Row>(sql: string, values: readonly unknown[]) => Promise<readonly Row[]>;

/** Names that statements are prepared by. Their texts are constants of the code, so there are as many as it has. */
const names = new Map<string, string>();

const nameOf = (text: string): string => {
  const known = names.get(text);
  if (known !== undefined) return known;
  const name = `write_${createHash('sha256').update(text).digest('hex').slice(0, 24)}`;
  names.set(text, name);
  return name;
};

/** Statements that every connection keeps prepared: most of what a change of one record costs is their planning. */
export const statementsOf =
  (manager: EntityManager): Statements =>
  async <Row>(text: string, bound: readonly unknown[]) => {
    const connection = await connectionOf(manager);
    const values = [...bound];
    try {
      return (await connection.query({ name: nameOf(text), text, values })).rows as readonly Row[];
    } catch (error) {
      throw error instanceof Error ? new QueryFailedError(text, values, error) : error;
    }
  };

/** The connection that the transaction runs on; TypeORM types it as anything. */
const connectionOf = async ({ queryRunner }: EntityManager): Promise<PoolClient> => {
  if (queryRunner === undefined) throw new Error('a statement runs within a transaction');
  return (await queryRunner.connect()) as PoolClient;
};

/** The same of a client that imports. */
export const statementsOfClient =
  (client: ClientBase): Statements =>
  async <Row>(text: string, values: readonly unknown[]) =>
    (await client.query({ text, values: [...values], types: ledgerTypes })).rows as readonly Row[];
