import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What is on an invoice was billed by its model; the rest gets the one that it has had until now. */
const backfill = `
ALTER TABLE corrections DISABLE TRIGGER USER;
UPDATE corrections SET payment_model = coalesce(
  (SELECT payment_model FROM invoices WHERE invoices.id = corrections.invoice_id),
  (SELECT payment_model FROM subscriptions WHERE subscriptions.id = corrections.subscription_id),
  (SELECT payment_model FROM accounts WHERE accounts.id = corrections.account_id))
WHERE status = 'approved';
ALTER TABLE corrections ENABLE TRIGGER USER;`;

const up = `
ALTER TABLE corrections
  ADD COLUMN payment_model text,
  ADD CONSTRAINT corrections_payment_model_check CHECK (payment_model IN ('prepay', 'postpay'));
${backfill}

CREATE FUNCTION corrections_fix_model() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.payment_model := coalesce(
    (SELECT payment_model FROM subscriptions WHERE subscriptions.id = NEW.subscription_id),
    (SELECT payment_model FROM accounts WHERE accounts.id = NEW.account_id));
  RETURN NEW;
END
$$;
CREATE TRIGGER corrections_fix_model BEFORE INSERT OR UPDATE ON corrections FOR EACH ROW
  WHEN (NEW.status = 'approved' AND NEW.payment_model IS NULL) EXECUTE FUNCTION corrections_fix_model();
CREATE TRIGGER corrections_payment_model_final BEFORE UPDATE ON corrections FOR EACH ROW
  WHEN (OLD.payment_model <> coalesce(NEW.payment_model, '')) EXECUTE FUNCTION ledger_refuse();
`;

const down = `
DROP TRIGGER corrections_payment_model_final ON corrections;
DROP TRIGGER corrections_fix_model ON corrections;
DROP FUNCTION corrections_fix_model();
ALTER TABLE corrections DROP COLUMN payment_model;
`;

/** A correction is billed by the payment model that there was when it was approved. */
export class FixModelsOfCorrections1767571200150 implements MigrationInterface {
  readonly name = 'FixModelsOfCorrections1767571200150';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
