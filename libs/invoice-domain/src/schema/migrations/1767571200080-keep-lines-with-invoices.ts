import type { MigrationInterface, QueryRunner } from 'typeorm';

const lines = [
  'invoice_originated_destinations',
  'invoice_terminated_destinations',
  'invoice_originated_networks',
  'invoice_terminated_networks',
  'invoice_service_data',
] as const;

/** A foreign key is the whole database's business, whatever the role may read or delete that takes an invoice away. */
const asOwner = 'SECURITY DEFINER SET search_path = public, pg_temp';

/** Looks for what the lines of a statement name: the same for keys of both widths, and without sorting the lines. */
const refer = (ids: 'integer' | 'bigint', distinct: string): string => `
CREATE OR REPLACE FUNCTION invoice_lines_refer() RETURNS trigger LANGUAGE plpgsql ${asOwner} AS $$
DECLARE
  key text := TG_ARGV[0];
  target text := TG_ARGV[1];
  named ${ids}[];
  present ${ids}[];
  absent ${ids};
BEGIN
  EXECUTE format('${distinct}', key) INTO named;
  EXECUTE format('SELECT ARRAY(SELECT id FROM %I WHERE id = ANY ($1) ORDER BY id FOR KEY SHARE)', target) INTO present USING named;
  SELECT id INTO absent FROM unnest(named) AS id WHERE id <> ALL (present) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'insert or update on table "%" violates foreign key constraint "%"', TG_TABLE_NAME, TG_NAME
      USING ERRCODE = 'foreign_key_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME, CONSTRAINT = TG_NAME,
        DETAIL = format('Key (%s)=(%s) is not present in table "%s".', key, absent, target);
  END IF;
  RETURN NULL;
END
$$;
`;

const inOnePass = refer('bigint', 'SELECT ARRAY(SELECT DISTINCT %1$I FROM changed WHERE %1$I IS NOT NULL)');
const asItWas = refer('integer', 'SELECT array_agg(DISTINCT %1$I) FROM changed WHERE %1$I IS NOT NULL');

/**
 * A deletion has waited for whoever holds the invoice, as an aggregation does, so it sees the lines that were written meanwhile: with the view
 * of a statement, but not with one that is as old as the transaction.
 */
const takeAlong = `
CREATE FUNCTION invoices_take_lines_along() RETURNS trigger LANGUAGE plpgsql ${asOwner} AS $$
BEGIN
  IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') AND EXISTS (SELECT FROM removed) THEN
    RAISE EXCEPTION 'rows of % are deleted in READ COMMITTED alone', TG_TABLE_NAME
      USING ERRCODE = 'feature_not_supported', DETAIL = 'Lines that were written meanwhile would not be seen.';
  END IF;
  ${lines.map((table) => `DELETE FROM ${table} USING removed WHERE invoice_id = removed.id;`).join('\n  ')}
  RETURN NULL;
END
$$;
CREATE TRIGGER invoices_take_lines_along AFTER DELETE ON invoices REFERENCING OLD TABLE AS removed
  FOR EACH STATEMENT EXECUTE FUNCTION invoices_take_lines_along();
CREATE TRIGGER invoices_needed AFTER UPDATE OF id ON invoices
  FOR EACH ROW EXECUTE FUNCTION invoice_lines_need(${['invoice_id', ...lines].join(', ')});
`;

const inSets = lines.map((table) => {
  const key = `${table}_invoice_id_fkey`;
  return `
ALTER TABLE ${table} DROP CONSTRAINT ${key};
CREATE TRIGGER ${key} AFTER INSERT ON ${table} REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION invoice_lines_refer(invoice_id, invoices);`;
});

const rowByRow = lines.map((table) => {
  const key = `${table}_invoice_id_fkey`;
  return `
DROP TRIGGER ${key} ON ${table};
ALTER TABLE ${table} ADD CONSTRAINT ${key} FOREIGN KEY (invoice_id) REFERENCES invoices (id) ON DELETE CASCADE;`;
});

/** The last reference of usage lines that was looked at line by line ([ADR 0043]: docs/adr/0043-a-month-on-two-processors.md). */
export class KeepLinesWithInvoices1767571200080 implements MigrationInterface {
  readonly name = 'KeepLinesWithInvoices1767571200080';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`${inOnePass}${takeAlong}${inSets.join('')}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`${rowByRow.join('')}
DROP TRIGGER invoices_needed ON invoices;
DROP TRIGGER invoices_take_lines_along ON invoices;
DROP FUNCTION invoices_take_lines_along();
${asItWas}`);
  }
}
