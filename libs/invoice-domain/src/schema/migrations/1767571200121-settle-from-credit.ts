import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
ALTER TABLE resellers ADD COLUMN settles_from_credit boolean NOT NULL DEFAULT true;
`;

const down = `
ALTER TABLE resellers DROP COLUMN settles_from_credit;
`;

/** Whether credit of accounts pays by itself what is due. */
export class SettleFromCredit1767571200121 implements MigrationInterface {
  readonly name = 'SettleFromCredit1767571200121';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
