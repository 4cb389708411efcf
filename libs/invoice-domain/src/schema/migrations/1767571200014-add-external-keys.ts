import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = ['subscriptions', 'charges', 'taxes', 'corrections', 'payments'] as const;

const addKeys = tables.map(
  (table) => `
ALTER TABLE ${table}
  ADD COLUMN external_key text,
  ADD CONSTRAINT ${table}_reseller_id_external_key_key UNIQUE (reseller_id, external_key),
  ADD CONSTRAINT ${table}_external_key_check CHECK (char_length(external_key) BETWEEN 1 AND 255);`,
);

const dropKeys = tables.map(
  (table) => `
ALTER TABLE ${table} DROP COLUMN external_key;`,
);

const kindsAre = (kinds: readonly string[]): string => `
ALTER TABLE usage_batches
  DROP CONSTRAINT usage_batches_kind_check,
  ADD CONSTRAINT usage_batches_kind_check CHECK (kind IN (${kinds.map((kind) => `'${kind}'`).join(', ')}));`;

const usage = ['cdrs', 'transactions'] as const;

/** Adds external keys of commerce records, and reports of their batches. */
export class AddExternalKeys1767571200014 implements MigrationInterface {
  readonly name = 'AddExternalKeys1767571200014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query([...addKeys, kindsAre([...usage, ...tables])].join(''));
  }

  async down(runner: QueryRunner): Promise<void> {
    const reports = `DELETE FROM usage_batches WHERE kind NOT IN ('cdrs', 'transactions');`;
    await runner.query([reports, kindsAre(usage), ...dropKeys].join('\n'));
  }
}
