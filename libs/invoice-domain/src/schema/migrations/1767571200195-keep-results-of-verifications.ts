import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A verification remembers how many findings it had; one that is under way, or of a release before, does not know yet. */
export class KeepResultsOfVerifications1767571200195 implements MigrationInterface {
  readonly name = 'KeepResultsOfVerifications1767571200195';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE verifications ADD COLUMN errors integer, ADD COLUMN warnings integer,
        ADD CONSTRAINT verifications_findings_check CHECK (errors >= 0 AND warnings >= 0 AND (errors IS NULL) = (warnings IS NULL))`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE verifications DROP COLUMN errors, DROP COLUMN warnings');
  }
}
