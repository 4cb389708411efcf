import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Nothing is to be taken back: the check goes with the columns. */
const down = 'SELECT';

/** The check of second factors holds for all users that are there. */
export class CheckSecondFactors1767571200174 implements MigrationInterface {
  readonly name = 'CheckSecondFactors1767571200174';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE admin_users VALIDATE CONSTRAINT admin_users_second_factor_check');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
