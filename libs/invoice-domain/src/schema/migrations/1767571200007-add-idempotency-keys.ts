import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
CREATE TABLE idempotency_keys (
  caller text NOT NULL,
  key text NOT NULL,
  request_digest text NOT NULL,
  status smallint,
  document text,
  location text,
  created_at timestamptz NOT NULL,
  CONSTRAINT idempotency_keys_pkey PRIMARY KEY (caller, key)
);
CREATE INDEX idempotency_keys_created_at_idx ON idempotency_keys (created_at);

ALTER TABLE smtp_connections
  ADD COLUMN auth_type text NOT NULL DEFAULT 'plain',
  ADD CONSTRAINT smtp_connections_auth_type_check CHECK (auth_type IN ('plain', 'login', 'cram_md5'));`;

const down = `
ALTER TABLE smtp_connections DROP COLUMN auth_type;
DROP TABLE idempotency_keys;`;

/** Adds the stored answers of idempotency keys, and the authentication of mail servers. */
export class AddIdempotencyKeys1767571200007 implements MigrationInterface {
  readonly name = 'AddIdempotencyKeys1767571200007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
