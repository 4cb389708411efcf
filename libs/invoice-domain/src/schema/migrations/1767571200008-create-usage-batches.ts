import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
CREATE TABLE usage_batches (
  kind text NOT NULL,
  id text NOT NULL,
  digest text NOT NULL,
  received integer NOT NULL,
  added integer NOT NULL,
  already_there integer NOT NULL,
  rejected integer NOT NULL,
  rejects jsonb NOT NULL,
  created_at timestamptz NOT NULL,
  CONSTRAINT usage_batches_pkey PRIMARY KEY (kind, id),
  CONSTRAINT usage_batches_kind_check CHECK (kind IN ('cdrs', 'transactions')),
  CONSTRAINT usage_batches_digest_check CHECK (digest ~ '^[0-9a-f]{64}$'),
  CONSTRAINT usage_batches_sum_check CHECK (
    added >= 0 AND already_there >= 0 AND rejected >= 0 AND received = added + already_there + rejected
  )
);
`;

const down = `
DROP TABLE usage_batches;
`;

/** Reports of batches: what makes it safe to send one again. */
export class CreateUsageBatches1767571200008 implements MigrationInterface {
  readonly name = 'CreateUsageBatches1767571200008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
