import { describe, expect, it } from '@jest/globals';
import type { MigrationInterface } from 'typeorm';
import { brokenRules, hasLinter, statementsOf } from '../../testing/migration-lint.js';
import { ledgerMigrations } from './ledger-migrations.js';

/** The last migration from before there was a lint: up to it, the schema was made while nobody used it. */
const lastBefore = 1_767_571_200_165;
/** Written beside the lint: checks on the tables of admin users and of verifications, which have few rows. */
const exempted = new Set([1_767_571_200_171, 1_767_571_200_195]);

const writtenAt = ({ name = '' }: MigrationInterface): number => Number(/\d+$/.exec(name)?.[0]);

const linted = ledgerMigrations
  .map((Migration): MigrationInterface => new Migration())
  .filter((migration) => writtenAt(migration) > lastBefore && !exempted.has(writtenAt(migration)));

/** Faults that the lint has to find, by its rule; each would stop a ledger that is at work, or servers of the release before. */
const faults: readonly (readonly [rule: string, sql: string])[] = [
  ['constraint-missing-not-valid', 'ALTER TABLE invoices ADD CONSTRAINT positive CHECK (total > 0)'],
  [
    'adding-foreign-key-constraint',
    'ALTER TABLE invoices ADD CONSTRAINT other FOREIGN KEY (account_id) REFERENCES accounts (id)',
  ],
  ['disallowed-unique-constraint', 'ALTER TABLE invoices ADD CONSTRAINT one UNIQUE (number)'],
  ['require-concurrent-index-creation', 'CREATE INDEX invoices_total_idx ON invoices (total)'],
  ['require-concurrent-index-deletion', 'DROP INDEX invoices_state_id_idx'],
  ['changing-column-type', 'ALTER TABLE invoices ALTER COLUMN number TYPE text'],
  ['adding-field-with-default', 'ALTER TABLE invoices ADD COLUMN token uuid DEFAULT gen_random_uuid()'],
  ['adding-required-field', 'ALTER TABLE invoices ADD COLUMN token text NOT NULL'],
  ['adding-not-nullable-field', 'ALTER TABLE invoices ALTER COLUMN number SET NOT NULL'],
  ['ban-drop-column', 'ALTER TABLE invoices DROP COLUMN number'],
  ['ban-drop-table', 'DROP TABLE invoices'],
  ['renaming-column', 'ALTER TABLE invoices RENAME COLUMN number TO place'],
  ['renaming-table', 'ALTER TABLE invoices RENAME TO bills'],
];

(hasLinter ? describe : describe.skip)('a migration', () => {
  it.each(faults)('is told of %s', async (rule, sql) => {
    expect(await brokenRules(`${sql};`)).toContain(rule);
  });

  it('may do to a table that it makes what it must not do to one that is there', async () => {
    const made = `CREATE TABLE made (id bigint NOT NULL, CONSTRAINT made_pkey PRIMARY KEY (id));
      CREATE INDEX made_id_idx ON made (id); ALTER TABLE made ADD CONSTRAINT positive CHECK (id > 0);`;
    expect(await brokenRules(made)).toEqual([]);
  });

  it('may make an index beside its readers and writers, outside of a transaction', async () => {
    const sql = 'CREATE INDEX CONCURRENTLY IF NOT EXISTS invoices_total_idx ON invoices (total);';
    expect(await brokenRules(sql, false)).toEqual([]);
  });

  it('drops what the release before does not read any more when it says so', async () => {
    const sql = `-- Unread since 1.4.\n-- squawk-ignore ban-drop-column\nALTER TABLE managers DROP COLUMN token_hash;`;
    expect(await brokenRules(sql)).toEqual([]);
  });

  it.each(linted.map((migration) => [migration.name ?? '', migration] as const))(
    'stops nobody and breaks nothing: %s',
    async (_, migration) => {
      const sql = await statementsOf(migration);
      expect(await brokenRules(sql, migration.transaction ?? true)).toEqual([]);
      const reasons = sql
        .split('\n')
        .flatMap((line, index, lines) => (/^\s*-- squawk-ignore/.test(line) ? [lines[index - 1] ?? ''] : []));
      expect(reasons.filter((line) => !/^\s*-- \w/.test(line))).toEqual([]);
    },
  );
});
