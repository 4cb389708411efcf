import type { MigrationInterface, QueryRunner } from 'typeorm';

/** ISO 4217 minor units other than 2. */
const digits = `
CREATE FUNCTION currency_digits(currency text) RETURNS smallint LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE
    WHEN currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF')
      THEN 0
    WHEN currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 3
    WHEN currency IN ('CLF', 'UYW') THEN 4
    ELSE 2
  END::smallint
$$;

ALTER TABLE currencies
  ADD COLUMN digits smallint NOT NULL DEFAULT '2',
  ADD CONSTRAINT currencies_digits_check CHECK (digits BETWEEN 0 AND 8);
UPDATE currencies SET digits = currency_digits(name);
CREATE FUNCTION currencies_set_digits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.digits := currency_digits(NEW.name);
  RETURN NEW;
END
$$;
CREATE TRIGGER currencies_set_digits BEFORE INSERT OR UPDATE OF name ON currencies
  FOR EACH ROW EXECUTE FUNCTION currencies_set_digits();
`;

/** PostgreSQL rounds halves of exact decimals away from zero. */
const totals = `
ALTER TABLE invoices
  ADD COLUMN payable_total numeric NOT NULL DEFAULT '0',
  ADD COLUMN rounding_difference numeric NOT NULL DEFAULT '0';
UPDATE invoices SET payable_total = round(total, digits), rounding_difference = total - round(total, digits)
FROM (SELECT id, coalesce((SELECT digits FROM currencies WHERE name = currency), currency_digits(currency)) AS digits FROM invoices) known
WHERE known.id = invoices.id;
CREATE FUNCTION invoices_round_total() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.payable_total := round(NEW.total, coalesce(
    (SELECT digits FROM currencies WHERE name = NEW.currency), currency_digits(NEW.currency)));
  NEW.rounding_difference := NEW.total - NEW.payable_total;
  RETURN NEW;
END
$$;
CREATE TRIGGER invoices_round_total BEFORE INSERT OR UPDATE OF total, currency, payable_total, rounding_difference ON invoices
  FOR EACH ROW EXECUTE FUNCTION invoices_round_total();
`;

const down = `
DROP TRIGGER invoices_round_total ON invoices;
DROP FUNCTION invoices_round_total();
ALTER TABLE invoices DROP COLUMN payable_total, DROP COLUMN rounding_difference;
DROP TRIGGER currencies_set_digits ON currencies;
DROP FUNCTION currencies_set_digits();
ALTER TABLE currencies DROP COLUMN digits;
DROP FUNCTION currency_digits(text);
`;

/** What is to be paid of an invoice: its exact total, rounded once by the digits of its currency, and the difference. */
export class RoundTotals1767571200031 implements MigrationInterface {
  readonly name = 'RoundTotals1767571200031';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(digits);
    await runner.query(totals);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(down);
  }
}
