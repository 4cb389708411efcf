import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When something was noted in the security trail is said by the database, as of all audit rows; who owns it may name another time. */
export class TimeSecurityEvents1767571200196 implements MigrationInterface {
  readonly name = 'TimeSecurityEvents1767571200196';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION security_events_time() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        NEW.at := ledger_time(NEW.at);
        RETURN NEW;
      END
      $$;
      REVOKE EXECUTE ON FUNCTION security_events_time() FROM PUBLIC;
      CREATE TRIGGER security_events_time BEFORE INSERT ON security_events FOR EACH ROW EXECUTE FUNCTION security_events_time()`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DROP TRIGGER security_events_time ON security_events;
      DROP FUNCTION security_events_time()`);
  }
}
