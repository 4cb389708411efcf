import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Users that are there may do everything, as they could; the release before this one adds such users still. */
const up = `
SET LOCAL lock_timeout = '5s';
ALTER TABLE admin_users
  ADD COLUMN role text NOT NULL DEFAULT 'owner',
  ADD COLUMN active boolean NOT NULL DEFAULT true,
  ADD COLUMN token_generation integer NOT NULL DEFAULT 0,
  ADD CONSTRAINT admin_users_role_check CHECK (role IN ('read', 'bill', 'manage', 'owner')),
  ADD CONSTRAINT admin_users_token_generation_check CHECK (token_generation >= 0);`;

/** Changes of owners take turns, so that two do not take each other's place away. */
const keepOwner = `
CREATE FUNCTION admin_users_keep_owner() RETURNS trigger LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('admin_users_keep_owner'));
  IF NOT EXISTS (SELECT FROM admin_users WHERE role = 'owner' AND active) THEN
    RAISE EXCEPTION 'the last active owner stays one'
      USING ERRCODE = 'check_violation', TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME;
  END IF;
  RETURN NULL;
END
$$;
CREATE TRIGGER admin_users_keep_owner AFTER UPDATE OF role, active ON admin_users
  FOR EACH ROW WHEN (OLD.role = 'owner' AND OLD.active AND NOT (NEW.role = 'owner' AND NEW.active))
  EXECUTE FUNCTION admin_users_keep_owner();`;

const down = `
DROP TRIGGER admin_users_keep_owner ON admin_users;
DROP FUNCTION admin_users_keep_owner();
ALTER TABLE admin_users DROP COLUMN token_generation, DROP COLUMN active, DROP COLUMN role;`;

/** Admin users have roles, can be inactive, and can have all their tokens ended. */
export class GiveAdminUsersRoles1767571200171 implements MigrationInterface {
  readonly name = 'GiveAdminUsersRoles1767571200171';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query([up, keepOwner].join('\n'));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
