import type { Row } from '@org/json-api';
import { LRUCache } from 'lru-cache';
import type { Pool } from 'pg';
import type { Statement } from './plan.js';
import { PreparedRead } from './prepared-read.js';

/**
 * Limit of prepared statements on each connection. Every combination of includes is a statement of its own and none is ever dropped from a
 * connection, so only what comes a second time is prepared, and what comes after the limit is planned anew each time: a client that asks
 * for a thousand odd shapes once costs nobody anything.
 */
const preparedLimit = 500;

/** A bound value: text, or a list of texts. */
export type Value = string | readonly string[];

/** Whether PostgreSQL refused a value that does not fit its type (SQLSTATE class 22). */
export const isDataException = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' && error.code.startsWith('22');

/** A list as PostgreSQL writes an array of texts. */
const boundText = (value: Value): string =>
  typeof value === 'string' ? value : `{${value.map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`).join(',')}}`;

/** Reads rows by compiled statements; every value comes back as PostgreSQL's text. */
export interface Reads {
  rows(statement: Statement, values: readonly Value[]): Promise<readonly Row[]>;
}

/** Runs compiled statements on a pool, or on one connection. */
export class StatementRunner implements Reads {
  private readonly prepared = new Set<string>();
  private readonly usedOnce = new LRUCache<string, true>({ max: preparedLimit });

  constructor(private readonly pool: Pick<Pool, 'query'>) {}

  rows(statement: Statement, values: readonly Value[]): Promise<readonly Row[]> {
    return this.rowsOver(this.pool, statement, values);
  }

  rowsOver(asked: Pick<Pool, 'query'>, { name, text }: Statement, values: readonly Value[]): Promise<readonly Row[]> {
    const read = new PreparedRead(this.isPrepared(name) ? name : '', text, values.map(boundText));
    // The pool passes a read on to a client and answers with what the read calls back with; its types do not say so.
    return asked.query(read) as unknown as Promise<readonly Row[]>;
  }

  private isPrepared(name: string): boolean {
    if (this.prepared.has(name)) return true;
    if (this.prepared.size >= preparedLimit) return false;
    if (!this.usedOnce.has(name)) {
      this.usedOnce.set(name, true);
      return false;
    }
    this.prepared.add(name);
    return true;
  }
}
