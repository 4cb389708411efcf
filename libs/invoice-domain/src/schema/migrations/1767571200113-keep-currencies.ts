import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Columns that name the currency of amounts. */
const places: readonly (readonly [table: string, column: string])[] = [
  ['resellers', 'currency'],
  ['accounts', 'currency'],
  ['invoices', 'currency'],
  ['payments', 'currency_code'],
  ['payments', 'external_currency_code'],
  ['external_invoices', 'amount_currency'],
  ['postings', 'currency'],
];

const look = places
  .map(
    ([table, column]) => `
  IF EXISTS (SELECT FROM ${table} WHERE ${column} = OLD.name) THEN
    RAISE EXCEPTION '% is the currency of %', OLD.name, '${table.replaceAll('_', ' ')}'
      USING ERRCODE = 'foreign_key_violation', TABLE = '${table}', CONSTRAINT = 'currencies_needed';
  END IF;`,
  )
  .join('');

const up = `
CREATE FUNCTION currencies_needed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN${look}
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
CREATE TRIGGER currencies_needed BEFORE DELETE ON currencies FOR EACH ROW EXECUTE FUNCTION currencies_needed();
CREATE TRIGGER currencies_needed_by_name BEFORE UPDATE ON currencies FOR EACH ROW WHEN (OLD.name <> NEW.name)
  EXECUTE FUNCTION currencies_needed();
`;

const down = `
DROP TRIGGER currencies_needed_by_name ON currencies;
DROP TRIGGER currencies_needed ON currencies;
DROP FUNCTION currencies_needed();
`;

/** A currency that amounts are in is neither deleted nor renamed. */
export class KeepCurrencies1767571200113 implements MigrationInterface {
  readonly name = 'KeepCurrencies1767571200113';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(up);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
