import type { MigrationInterface, QueryRunner } from 'typeorm';

const traffic = [
  'invoice_originated_destinations',
  'invoice_terminated_destinations',
  'invoice_originated_networks',
  'invoice_terminated_networks',
] as const;

/** References of usage lines besides their invoice. */
const references = [
  { target: 'countries', column: 'country_id', tables: traffic },
  { target: 'networks', column: 'network_id', tables: traffic },
  { target: 'services', column: 'service_id', tables: ['invoice_service_data'] },
] as const;

type Reference = (typeof references)[number];

/** A foreign key is the whole database's business, whatever the role may read that writes a line or takes a network away. */
const asOwner = 'SECURITY DEFINER SET search_path = public, pg_temp';

/**
 * As foreign keys do: what a line names is locked against being deleted until the transaction ends, and the errors are theirs. Whoever
 * deletes waits for that lock, and sees the lines afterwards: with the view of a statement, but not with one that is as old as the transaction.
 */
const functions = `
CREATE FUNCTION invoice_lines_refer() RETURNS trigger LANGUAGE plpgsql ${asOwner} AS $$
DECLARE
  key text := TG_ARGV[0];
  target text := TG_ARGV[1];
  named integer[];
  present integer[];
  absent integer;
BEGIN
  EXECUTE format('SELECT array_agg(DISTINCT %1$I) FROM changed WHERE %1$I IS NOT NULL', key) INTO named;
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

CREATE FUNCTION invoice_lines_need() RETURNS trigger LANGUAGE plpgsql ${asOwner} AS $$
DECLARE
  key text := TG_ARGV[0];
  line text;
  is_needed boolean;
  broken text;
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.id = OLD.id THEN RETURN NULL; END IF;
  FOREACH line IN ARRAY TG_ARGV[1:] LOOP
    EXECUTE format('SELECT EXISTS (SELECT FROM %I WHERE %I = $1)', line, key) INTO is_needed USING OLD.id;
    IF is_needed THEN
      broken := format('%s_%s_fkey', line, key);
      RAISE EXCEPTION 'update or delete on table "%" violates foreign key constraint "%" on table "%"', TG_TABLE_NAME, broken, line
        USING ERRCODE = 'foreign_key_violation', SCHEMA = TG_TABLE_SCHEMA, TABLE = line, CONSTRAINT = broken,
          DETAIL = format('Key (id)=(%s) is still referenced from table "%s".', OLD.id, line);
    END IF;
  END LOOP;
  IF current_setting('transaction_isolation') IN ('repeatable read', 'serializable') THEN
    RAISE EXCEPTION 'rows of % are deleted in READ COMMITTED alone', TG_TABLE_NAME
      USING ERRCODE = 'feature_not_supported', DETAIL = 'Lines that were written meanwhile would not be seen.';
  END IF;
  RETURN NULL;
END
$$;
`;

const keyOf = (table: string, { column }: Reference): string => `${table}_${column}_fkey`;

/** A trigger has the name of the foreign key whose work it does. */
const inSets = (reference: Reference): string => {
  const { target, column, tables } = reference;
  const onLines = tables.map((table) => {
    const key = keyOf(table, reference);
    return `
ALTER TABLE ${table} DROP CONSTRAINT ${key};
CREATE TRIGGER ${key} AFTER INSERT ON ${table} REFERENCING NEW TABLE AS changed
  FOR EACH STATEMENT EXECUTE FUNCTION invoice_lines_refer(${column}, ${target});`;
  });
  return `${onLines.join('')}
CREATE TRIGGER ${target}_needed AFTER DELETE OR UPDATE OF id ON ${target}
  FOR EACH ROW EXECUTE FUNCTION invoice_lines_need(${[column, ...tables].join(', ')});
CREATE TRIGGER ${target}_no_truncate BEFORE TRUNCATE ON ${target} FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();
`;
};

const rowByRow = (reference: Reference): string => {
  const { target, column, tables } = reference;
  const onLines = tables.map((table) => {
    const key = keyOf(table, reference);
    return `
DROP TRIGGER ${key} ON ${table};
ALTER TABLE ${table} ADD CONSTRAINT ${key} FOREIGN KEY (${column}) REFERENCES ${target} (id);`;
  });
  return `
DROP TRIGGER ${target}_no_truncate ON ${target};
DROP TRIGGER ${target}_needed ON ${target};${onLines.join('')}
`;
};

/**
 * An aggregation writes lines by the million, which name a few hundred countries and networks: each of those is looked for once, and not once for
 * every line, as a foreign key would ([ADR 0024]: docs/adr/0024-references-in-sets.md).
 */
export class ReferInSets1767571200012 implements MigrationInterface {
  readonly name = 'ReferInSets1767571200012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`${functions}${references.map(inSets).join('')}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      `${references.map(rowByRow).join('')}DROP FUNCTION invoice_lines_need(); DROP FUNCTION invoice_lines_refer();`,
    );
  }
}
