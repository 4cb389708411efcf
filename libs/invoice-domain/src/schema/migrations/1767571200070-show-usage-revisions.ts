import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Generated, so that no revision can say anything else than the record that it keeps. */
const up = `
ALTER TABLE usage_revisions
  ADD COLUMN record_key text NOT NULL GENERATED ALWAYS AS (coalesce(uuid::text, record_id::text)) STORED,
  ADD COLUMN account_id integer
    GENERATED ALWAYS AS (coalesce(record ->> 'customer_account_id', record ->> 'account_id')::integer) STORED,
  ADD COLUMN vendor_account_id integer GENERATED ALWAYS AS ((record ->> 'vendor_account_id')::integer) STORED;
CREATE INDEX usage_revisions_record_key_idx ON usage_revisions (record_key);
CREATE INDEX usage_revisions_account_id_id_idx ON usage_revisions (account_id, id);
CREATE INDEX usage_revisions_vendor_account_id_id_idx ON usage_revisions (vendor_account_id, id);
`;

const down = `
ALTER TABLE usage_revisions DROP COLUMN vendor_account_id, DROP COLUMN account_id, DROP COLUMN record_key;
`;

/** Revisions say in columns of which call or transaction and of whose account they are, so that lists can be filtered by it. */
export class ShowUsageRevisions1767571200070 implements MigrationInterface {
  readonly name = 'ShowUsageRevisions1767571200070';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
