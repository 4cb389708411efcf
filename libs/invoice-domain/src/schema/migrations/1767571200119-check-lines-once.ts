import type { MigrationInterface, QueryRunner } from 'typeorm';

interface LineTable {
  readonly name: string;
  /** Columns that name other records, with the tables of these. */
  readonly references: readonly (readonly [column: string, target: string])[];
}

const traffic: LineTable['references'] = [
  ['invoice_id', 'invoices'],
  ['country_id', 'countries'],
  ['network_id', 'networks'],
];

const tables: readonly LineTable[] = [
  { name: 'invoice_originated_destinations', references: traffic },
  { name: 'invoice_terminated_destinations', references: traffic },
  { name: 'invoice_originated_networks', references: traffic },
  { name: 'invoice_terminated_networks', references: traffic },
  {
    name: 'invoice_service_data',
    references: [
      ['invoice_id', 'invoices'],
      ['service_id', 'services'],
    ],
  },
];

/** A foreign key is the whole database's business, whatever the role may read that writes a line. */
const asOwner = 'SECURITY DEFINER SET search_path = public, pg_temp';

/**
 * As foreign keys do: what a line names is locked against being deleted until the transaction ends, and the errors are theirs. An invoice
 * is locked against being approved, too, and has to be new, or pending and stale. The lines are read once, whatever they name.
 */
const check = `
CREATE FUNCTION invoice_lines_check() RETURNS trigger LANGUAGE plpgsql ${asOwner} AS $$
DECLARE
  named record;
  present bigint[];
  absent bigint;
  settled bigint;
BEGIN
  FOR named IN EXECUTE (
    SELECT format('SELECT place, array_agg(id) AS ids FROM (
        SELECT CASE %s END AS place, coalesce(%s)::bigint AS id FROM changed GROUP BY GROUPING SETS (%s)
      ) found WHERE id IS NOT NULL GROUP BY place ORDER BY place',
      string_agg(format('WHEN grouping(%I) = 0 THEN %s', TG_ARGV[place], place), ' ' ORDER BY place),
      string_agg(format('%I', TG_ARGV[place]), ', ' ORDER BY place), string_agg(format('(%I)', TG_ARGV[place]), ', ' ORDER BY place))
    FROM generate_series(0, TG_NARGS - 1, 2) AS place
  ) LOOP
    IF TG_ARGV[named.place] = 'invoice_id' THEN
      SELECT id INTO settled FROM (
        SELECT id, state FROM invoices WHERE id = ANY (named.ids) ORDER BY id FOR NO KEY UPDATE
      ) invoice
      WHERE state <> 'new' AND NOT (state = 'pending' AND EXISTS (SELECT FROM stale_invoices WHERE invoice_id = invoice.id)) LIMIT 1;
      IF FOUND THEN
        RAISE EXCEPTION 'the lines of invoice % are written', settled
          USING ERRCODE = 'object_not_in_prerequisite_state', TABLE = TG_TABLE_NAME, CONSTRAINT = 'invoice_lines_final';
      END IF;
    END IF;
    EXECUTE format('SELECT ARRAY(SELECT id FROM %I WHERE id = ANY ($1) ORDER BY id FOR KEY SHARE)', TG_ARGV[named.place + 1])
      INTO present USING named.ids;
    SELECT id INTO absent FROM unnest(named.ids) AS id WHERE id <> ALL (present) LIMIT 1;
    IF FOUND THEN
      RAISE EXCEPTION 'insert or update on table "%" violates foreign key constraint "%_%_fkey"', TG_TABLE_NAME, TG_TABLE_NAME, TG_ARGV[named.place]
        USING ERRCODE = 'foreign_key_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = TG_TABLE_NAME,
          CONSTRAINT = format('%s_%s_fkey', TG_TABLE_NAME, TG_ARGV[named.place]),
          DETAIL = format('Key (%s)=(%s) is not present in table "%s".', TG_ARGV[named.place], absent, TG_ARGV[named.place + 1]);
    END IF;
  END LOOP;
  RETURN NULL;
END
$$;
`;

const refer = `
CREATE FUNCTION invoice_lines_refer() RETURNS trigger LANGUAGE plpgsql ${asOwner} AS $$
DECLARE
  key text := TG_ARGV[0];
  target text := TG_ARGV[1];
  named bigint[];
  present bigint[];
  absent bigint;
BEGIN
  EXECUTE format('SELECT ARRAY(SELECT DISTINCT %1$I FROM changed WHERE %1$I IS NOT NULL)', key) INTO named;
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

const onInsert = (table: string, trigger: string, call: string): string => `
CREATE TRIGGER ${trigger} AFTER INSERT ON ${table} REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION ${call};`;

/** One trigger checks what the lines of a statement name, where four read them one after the other ([ADR 0043]: docs/adr/0043-a-month-on-two-processors.md). */
export class CheckLinesOnce1767571200119 implements MigrationInterface {
  readonly name = 'CheckLinesOnce1767571200119';

  async up(runner: QueryRunner): Promise<void> {
    const once = tables.map(
      ({ name, references }) => `
DROP TRIGGER ${name}_guard_insert ON ${name};${references
        .map(
          ([column]) => `
DROP TRIGGER ${name}_${column}_fkey ON ${name};`,
        )
        .join('')}${onInsert(name, `${name}_check`, `invoice_lines_check(${references.flat().join(', ')})`)}`,
    );
    await runner.query(`${check}${once.join('')}
DROP FUNCTION invoice_lines_refer();`);
  }

  async down(runner: QueryRunner): Promise<void> {
    const oneByOne = tables.map(
      ({ name, references }) => `
DROP TRIGGER ${name}_check ON ${name};${onInsert(name, `${name}_guard_insert`, 'invoice_lines_guard()')}${references
        .map(([column, target]) =>
          onInsert(name, `${name}_${column}_fkey`, `invoice_lines_refer(${column}, ${target})`),
        )
        .join('')}`,
    );
    await runner.query(`${refer}${oneByOne.join('')}
DROP FUNCTION invoice_lines_check();`);
  }
}
