import type { ClientBase } from 'pg';
import type { EntityManager } from 'typeorm';
import { ledgerTypes } from '../../schema/columns/type-parsers.js';

/** Runs a statement of a transaction; values leave it as the domain's own types. */
export type Statements = <Row>(sql: string, values: readonly unknown[]) => Promise<readonly Row[]>;

export const statementsOf =
  (manager: EntityManager): Statements =>
  (sql, values) =>
    manager.query(sql, [...values]);

/** The same of a client that imports. */
export const statementsOfClient =
  (client: ClientBase): Statements =>
  async <Row>(text: string, values: readonly unknown[]) =>
    (await client.query({ text, values: [...values], types: ledgerTypes })).rows as readonly Row[];
