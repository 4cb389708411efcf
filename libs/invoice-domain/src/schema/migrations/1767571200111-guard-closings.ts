import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Triggers run by their names: this one comes before the one that numbers and seals. */
const up = `
CREATE FUNCTION invoices_closing_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'invoice % bills subscriptions until %, and is closed by their calendar', NEW.id, NEW.to_date
    USING ERRCODE = 'object_not_in_prerequisite_state', TABLE = 'invoices', CONSTRAINT = 'invoices_closing';
END
$$;
CREATE TRIGGER invoices_closing_at_first BEFORE INSERT ON invoices FOR EACH ROW
  WHEN (NEW.kind = 'commerce' AND NEW.state = 'approved' AND NEW.ends_at > ledger_at())
  EXECUTE FUNCTION invoices_closing_guard();
CREATE TRIGGER invoices_closing BEFORE UPDATE ON invoices FOR EACH ROW
  WHEN (NEW.kind = 'commerce' AND NEW.state = 'approved' AND OLD.state <> 'approved' AND NEW.ends_at > ledger_at())
  EXECUTE FUNCTION invoices_closing_guard();
`;

const down = `
DROP TRIGGER invoices_closing ON invoices;
DROP TRIGGER invoices_closing_at_first ON invoices;
DROP FUNCTION invoices_closing_guard();
`;

/** No invoice of subscriptions becomes final before its last day is over. */
export class GuardClosings1767571200111 implements MigrationInterface {
  readonly name = 'GuardClosings1767571200111';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
