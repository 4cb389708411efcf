import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { FixedClock } from '@org/kernel';
import { poolOf } from '../../ledger/postgres/readers.js';
import { StatementRunner } from '../../reading/postgres/statement-runner.js';
import { createSampleLedger } from '../../testing/sample-ledger.js';
import { type TestDatabase } from '../../testing/test-database.js';
import { Managers } from './managers.js';
import { tokenHash } from './token-secret.js';

describe('a manager', () => {
  const clock = new FixedClock('2026-03-01T12:00:00Z');
  let database: TestDatabase;
  let statements: string[];
  let known: Managers;
  let token = '';
  let count = 0;

  const query = <Row>(sql: string, ...values: readonly unknown[]): Promise<readonly Row[]> =>
    database.dataSource.query<readonly Row[]>(sql, [...values]);
  const change = (assignment: string) =>
    query(`UPDATE api_tokens SET ${assignment} WHERE token_hash = $1`, tokenHash(token));
  const lastUsed = async () => {
    const [row] = await query<{ readonly at: string | null }>(
      `SELECT to_char(last_used_at, 'HH24:MI:SS') AS at FROM api_tokens WHERE token_hash = $1`,
      tokenHash(token),
    );
    return row?.at;
  };

  /** A process of its own, and what it asks the database. */
  const aProcess = () => {
    const pool = poolOf(database.dataSource);
    const runner = new StatementRunner(pool);
    const rows = runner.rows.bind(runner);
    runner.rows = (statement, values) => {
      statements.push(statement.name);
      return rows(statement, values);
    };
    return new Managers(runner, clock);
  };

  beforeAll(async () => {
    database = await createSampleLedger();
  });

  afterAll(() => database.drop());

  beforeEach(async () => {
    clock.moveTo('2026-03-01T12:00:00Z');
    token = `token ${(count += 1)}`;
    await query(`INSERT INTO api_tokens (manager_id, name, token_hash) VALUES (1, $1, $2)`, token, tokenHash(token));
    statements = [];
    known = aProcess();
  });

  it('is known by each token', async () => {
    expect(await known.findByToken(token, '127.0.0.1')).toEqual({ id: 1, resellerId: 1, role: 'admin' });
    expect(await known.findByToken(`${token}!`, '127.0.0.1')).toBeUndefined();
    expect(await known.findByToken(tokenHash(token), '127.0.0.1')).toBeUndefined();
  });

  it('is not known any more from the instant at which a token expires', async () => {
    await change(`expires_at = '2026-03-01T12:00:01Z'`);
    expect(await known.findByToken(token, '127.0.0.1')).toBeDefined();
    clock.moveTo('2026-03-01T12:00:01Z');
    expect(await known.findByToken(token, '127.0.0.1')).toBeUndefined();
  });

  it('is not known by a token that is revoked, or while not active', async () => {
    await change(`revoked_at = '2026-02-01T00:00:00Z'`);
    expect(await known.findByToken(token, '127.0.0.1')).toBeUndefined();
    await change('revoked_at = NULL');
    await query('UPDATE managers SET active = false');
    expect(await known.findByToken(token, '127.0.0.1')).toBeUndefined();
    await query('UPDATE managers SET active = true');
    expect(await known.findByToken(token, '127.0.0.1')).toBeDefined();
  });

  it('is asked for by one statement, and its use written once a minute, whichever process is asked', async () => {
    const another = aProcess();
    await Promise.all(Array.from({ length: 20 }, () => known.findByToken(token, '127.0.0.1')));
    await another.findByToken(token, '127.0.0.1');
    clock.moveTo('2026-03-01T12:00:59Z');
    await known.findByToken(token, '127.0.0.1');
    expect(statements.filter((name) => name === 'manager_by_token_hash')).toHaveLength(22);
    expect(statements.filter((name) => name === 'api_token_is_used')).toHaveLength(1);
    expect(await lastUsed()).toBe('12:00:00');

    clock.moveTo('2026-03-01T12:01:00Z');
    await another.findByToken(token, '127.0.0.1');
    expect(await lastUsed()).toBe('12:01:00');
  });

  it('is known by the token that a release before this one writes, until that release takes it back', async () => {
    const write = (sql: string) => query(`UPDATE managers SET ${sql}`);
    const hashed = `'${tokenHash('older')}'`;
    await write(`token_hash = ${hashed}`);
    expect(await known.findByToken('older', '127.0.0.1')).toBeDefined();
    await write(`token_revoked_at = '2026-02-01T00:00:00Z'`);
    expect(await known.findByToken('older', '127.0.0.1')).toBeUndefined();
    await write('token_revoked_at = NULL');
    await write(`token_hash = repeat('d', 64)`);
    expect(await known.findByToken('older', '127.0.0.1')).toBeUndefined();
  });
});
