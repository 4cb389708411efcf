import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
SET LOCAL lock_timeout = '5s';
ALTER TABLE api_tokens ADD COLUMN allowed_ips inet[];`;

const down = `
ALTER TABLE api_tokens DROP COLUMN allowed_ips;`;

/** API tokens can be bound to the addresses that they are used from. */
export class BindTokensToAddresses1767571200172 implements MigrationInterface {
  readonly name = 'BindTokensToAddresses1767571200172';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
