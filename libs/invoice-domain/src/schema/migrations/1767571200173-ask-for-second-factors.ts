import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The trail names what is secret, and leaves out what changes with every log-in. */
const noting = (ignored: string, secret: string): string => `
DROP TRIGGER admin_users_note ON admin_users;
CREATE TRIGGER admin_users_note AFTER INSERT OR UPDATE OR DELETE ON admin_users
  FOR EACH ROW EXECUTE FUNCTION security_events_note('admin-users', '${ignored}', '${secret}');`;

const up = `
SET LOCAL lock_timeout = '5s';
ALTER TABLE admin_users
  ADD COLUMN totp_secret text,
  ADD COLUMN totp_step bigint NOT NULL DEFAULT '0',
  ADD COLUMN second_factor_since timestamptz;
ALTER TABLE admin_users
  ADD CONSTRAINT admin_users_second_factor_check CHECK (second_factor_since IS NULL OR totp_secret IS NOT NULL) NOT VALID;
${noting('created_at,totp_step', 'password_hash,totp_secret')}`;

const down = `
${noting('created_at', 'password_hash')}
ALTER TABLE admin_users DROP COLUMN second_factor_since, DROP COLUMN totp_step, DROP COLUMN totp_secret;`;

/** Admin users can have a second factor: one-time codes by time. */
export class AskForSecondFactors1767571200173 implements MigrationInterface {
  readonly name = 'AskForSecondFactors1767571200173';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
