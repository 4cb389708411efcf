import type { MigrationInterface, QueryRunner } from 'typeorm';

const up = `
ALTER TABLE corrections
  ADD COLUMN late_invoice_id bigint,
  ADD CONSTRAINT corrections_late_invoice_id_fkey FOREIGN KEY (late_invoice_id) REFERENCES invoices (id) ON DELETE SET NULL;
CREATE INDEX corrections_late_invoice_id_idx ON corrections (late_invoice_id);
`;

const down = `
ALTER TABLE corrections DROP COLUMN late_invoice_id;
`;

/** Adds the approved invoice whose late usage a correction is for. */
export class OfferLateUsage1767571200011 implements MigrationInterface {
  readonly name = 'OfferLateUsage1767571200011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
