import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { DataSource } from 'typeorm';
import { migrate } from '../../schema/migrate.js';
import { KeepApiTokens1767571200100 } from '../../schema/migrations/1767571200100-keep-api-tokens.js';
import { loadSampleLedger } from '../../testing/sample-ledger.js';
import { createEmptyDatabase, type EmptyDatabase } from '../../testing/test-database.js';
import { createDataSource } from './data-source.js';
import { ledgerMigrations } from './ledger-migrations.js';

describe('the tokens that managers had in a column', () => {
  let database: EmptyDatabase;
  let dataSource: DataSource;
  const query = <Row>(sql: string) => dataSource.query<readonly Row[]>(sql);
  const after = ledgerMigrations.length - ledgerMigrations.indexOf(KeepApiTokens1767571200100);
  const back = async () => {
    for (let left = after; left > 0; left -= 1) await dataSource.undoLastMigration();
  };
  const hash = (letter: string) => letter.repeat(64);
  const columns = async () => {
    const rows = await query<{ readonly text: string }>(
      `SELECT concat_ws(' ', id, left(token_hash, 1), token_revoked_at IS NOT NULL) AS text FROM managers WHERE id > 100 ORDER BY id`,
    );
    return rows.map(({ text }) => text);
  };

  beforeAll(async () => {
    database = await createEmptyDatabase();
    dataSource = await createDataSource({ url: database.url, poolSize: 2 }).initialize();
    await migrate(dataSource);
    await loadSampleLedger(dataSource);
    await back();
    await query(`INSERT INTO managers (id, reseller_id, name, role, token_hash, token_revoked_at) VALUES
      (101, 1, 'valid', 'admin', '${hash('1')}', NULL), (102, 1, 'revoked', 'admin', '${hash('2')}', now()), (103, 1, 'none', 'admin', NULL, NULL),
      (104, 1, 'valid too', 'admin', '${hash('4')}', NULL)`);
  });

  afterAll(async () => {
    await dataSource.destroy();
    await database.drop();
  });

  it('are as valid as they were', async () => {
    await migrate(dataSource);
    const tokens = await query<{ readonly text: string }>(
      `SELECT concat_ws(' ', manager_id, left(token_hash, 1), revoked_at IS NOT NULL) AS text FROM api_tokens WHERE manager_id > 100 ORDER BY 1`,
    );
    expect(tokens.map(({ text }) => text)).toEqual(['101 1 f', '102 2 t', '104 4 f']);
  });

  it('are there again when it is reverted: one for each manager that has a living one, and none that was revoked or was to end', async () => {
    await query(`UPDATE api_tokens SET revoked_at = now() WHERE token_hash IN ('${hash('1')}', '${hash('4')}')`);
    await query(`INSERT INTO api_tokens (manager_id, name, token_hash, expires_at) VALUES
      (101, 'new', '${hash('c')}', NULL), (103, 'ends', '${hash('d')}', now() + interval '1 year')`);
    await back();
    expect(await columns()).toEqual(['101 c f', '102 2 t', '103 d t', '104 4 t']);
    await migrate(dataSource);
    expect(await query('SELECT FROM api_tokens WHERE manager_id > 100 AND revoked_at IS NULL')).toHaveLength(1);
  });
});
