import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A payment's own postings are what it caused, and what it caused again. @param again condition of those, on `posting` and `added` */
const isFromCredit = (again: string): string => `
CREATE OR REPLACE FUNCTION allocations_add_up() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM accounts WHERE id IN (SELECT account_id FROM added) ORDER BY id FOR NO KEY UPDATE;
  UPDATE payments SET allocated = allocated + more.amount, amount_paid_from_balance = amount_paid_from_balance + more.from_credit,
    updated_at = CASE WHEN more.from_credit = 0 THEN payments.updated_at ELSE ledger_at() END
  FROM (
    SELECT added.payment_id, sum(added.amount) AS amount, coalesce(sum(added.amount) FILTER (WHERE added.invoice_id IS NOT NULL
        AND (posting.cause_type, posting.cause_id) <> ('payment', added.payment_id)
        AND NOT (${again})), 0) AS from_credit
    FROM added JOIN postings posting ON posting.id = added.posting_id WHERE added.payment_id IS NOT NULL GROUP BY added.payment_id
  ) more
  WHERE payments.id = more.payment_id;
  UPDATE charges SET allocated = allocated + more.amount
  FROM (SELECT charge_id, sum(amount) AS amount FROM added WHERE charge_id IS NOT NULL GROUP BY charge_id) more
  WHERE charges.id = more.charge_id;
  UPDATE postings SET allocated = allocated + more.amount
  FROM (SELECT posting_id, sum(amount) AS amount FROM added GROUP BY posting_id HAVING sum(amount) <> 0) more
  WHERE postings.id = more.posting_id;
  RETURN NULL;
END
$$;`;

const afterRefund = `posting.cause_type = 'refund' AND EXISTS (
          SELECT FROM refunds WHERE refunds.id = posting.cause_id AND refunds.payment_id = added.payment_id)`;

const afterRelease = `posting.cause_type = 'allocation' AND EXISTS (
          SELECT FROM allocations back WHERE back.id = posting.cause_id AND back.payment_id = added.payment_id)`;

const settlementIs = (condition: string): string => `
ALTER TABLE postings DROP CONSTRAINT postings_settlement_check, ADD CONSTRAINT postings_settlement_check CHECK (${condition});`;

const settled = `(kind = 'settlement') = (cause_type = 'allocation')`;

/** What was paid again after a refund has the last allocation for its cause that was taken back until then. */
const up = `
${settlementIs(`${settled} OR (kind = 'payment' AND cause_type = 'allocation')`)}
ALTER TABLE postings DISABLE TRIGGER USER;
UPDATE postings SET cause_type = 'allocation', cause_id = (
  SELECT max(back.id) FROM refunds JOIN allocations back ON back.payment_id = refunds.payment_id AND back.amount < 0
  WHERE refunds.id = postings.cause_id AND back.id < (SELECT min(id) FROM allocations paid WHERE paid.posting_id = postings.id))
WHERE kind = 'payment' AND cause_type = 'refund';
ALTER TABLE postings ENABLE TRIGGER USER;
${isFromCredit(afterRelease)}
`;

/** What was paid again becomes adjustments, from which the balance has paid. */
const down = `
${isFromCredit(afterRefund)}
ALTER TABLE postings DISABLE TRIGGER USER;
ALTER TABLE payments DISABLE TRIGGER USER;
UPDATE payments SET amount_paid_from_balance = amount_paid_from_balance + own.amount
FROM (
  SELECT paid.payment_id, sum(paid.amount) AS amount
  FROM postings posting JOIN allocations back ON back.id = posting.cause_id
    JOIN allocations paid ON paid.posting_id = posting.id AND paid.payment_id = back.payment_id
  WHERE posting.kind = 'payment' AND posting.cause_type = 'allocation' GROUP BY paid.payment_id
) own WHERE own.payment_id = payments.id;
UPDATE postings SET kind = 'adjustment', cause_type = 'posting', cause_id = id WHERE kind = 'payment' AND cause_type = 'allocation';
ALTER TABLE payments ENABLE TRIGGER USER;
ALTER TABLE postings ENABLE TRIGGER USER;
${settlementIs(settled)}
`;

/** A payment that waits again for what another payment had paid is paid again, whoever's refund took that back. */
export class PayAgainWhatWasTakenBack1767571200165 implements MigrationInterface {
  readonly name = 'PayAgainWhatWasTakenBack1767571200165';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
