import type { createDataSource } from '@org/invoice-domain/persistence';

export type DataSource = ReturnType<typeof createDataSource>;

/** Rows of a ledger by table, as texts in an order of their own. */
export type Picture = Readonly<Record<string, readonly string[]>>;

type Row = Readonly<Record<string, unknown>>;

/** Names of records by their ids, whatever number was drawn for an id. */
interface Names {
  readonly invoices: ReadonlyMap<string, string>;
  readonly imports: ReadonlyMap<string, string>;
  readonly runs: ReadonlyMap<string, string>;
}

const namesIn = async (dataSource: DataSource, table: string, name: string): Promise<ReadonlyMap<string, string>> => {
  const rows: readonly { readonly id: string; readonly name: string }[] = await dataSource.query(
    `SELECT id::text AS id, ${name} AS name FROM ${table}`,
  );
  return new Map(rows.map((row) => [row.id, row.name]));
};

/** Hashes over ids and times, and ids that are drawn elsewhere. */
const drawnElsewhere = new Set(['seal', 'last_seal', 'cause_id']);

const recorded = /^\d{4}-\d\d-\d\dT/;

/** Takes out of a row what differs from run to run: ids that were drawn, and times at which something was recorded. */
class Sameness {
  constructor(
    private readonly names: Names,
    private readonly began: number,
  ) {}

  of(row: Row, drawn: ReadonlySet<string>): Row {
    const own = String(row['id']);
    return Object.fromEntries(
      Object.entries(row)
        .filter(([column]) => !drawn.has(column) && !drawnElsewhere.has(column))
        .map(([column, value]) => [
          column,
          column === 'reference' && value === own ? 'its id' : this.value(column, value),
        ]),
    );
  }

  private namesOf(column: string): ReadonlyMap<string, string> | undefined {
    if (column.endsWith('invoice_id')) return this.names.invoices;
    if (column === 'import_id') return this.names.imports;
    return column === 'billing_run_id' ? this.names.runs : undefined;
  }

  private value(column: string, value: unknown): unknown {
    if (value === null) return null;
    const named = this.namesOf(column)?.get(JSON.stringify(value).replaceAll('"', ''));
    if (named !== undefined) return named;
    if (typeof value === 'string' && recorded.test(value) && Date.parse(value) >= this.began) return 'now';
    return value;
  }
}

/** All tables but those in which verification remembers what it has proven, which say nothing about the ledger. */
const tables = `
SELECT relname AS table, (
  SELECT coalesce(array_agg(attname::text), '{}') FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  WHERE attrelid = pg_class.oid AND (attidentity <> '' OR pg_get_expr(adbin, adrelid) = 'gen_random_uuid()') AND relname <> 'cdrs'
) AS drawn
FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition AND relnamespace = 'public'::regnamespace
  AND relname NOT IN ('migrations', 'imports', 'verifications', 'usage_changes') AND relname NOT LIKE 'proven%'
ORDER BY relname`;

/** Imports, added up by file: a file that is sent again after a kill has two, which together added what one would have. */
const imports = `
SELECT format('%s %s: %s added, %s', kind, name, sum(added_count), (array_agg(state ORDER BY id DESC))[1]) AS told,
  bool_or(state = 'running') AS "isRunning"
FROM imports GROUP BY kind, name ORDER BY told`;

const jobs = `SELECT name, data - 'invoiceId' AS data, data ->> 'invoiceId' AS invoice_id FROM pgboss.job`;

const texts = (rows: readonly Row[]): readonly string[] => rows.map((row) => JSON.stringify(row)).sort();

/** All that a ledger says, table by table. @param began moment since which times are those of recording */
export const pictureOf = async (dataSource: DataSource, began: number): Promise<Picture> => {
  const sameness = new Sameness(
    {
      invoices: await namesIn(dataSource, 'invoices', `format('%s %s', account_id, starts_at)`),
      imports: await namesIn(dataSource, 'imports', 'name'),
      runs: await namesIn(dataSource, 'billing_runs', 'at::text'),
    },
    began,
  );
  const picture: Record<string, readonly string[]> = {
    imports: texts(await dataSource.query(imports)),
    jobs: texts((await dataSource.query<Row[]>(jobs)).map((row) => sameness.of(row, new Set()))),
  };
  const found: readonly { readonly table: string; readonly drawn: readonly string[] }[] =
    await dataSource.query(tables);
  for (const { table, drawn } of found) {
    const rows: readonly { readonly row: Row }[] = await dataSource.query(
      `SELECT to_jsonb(kept) AS row FROM ${table} AS kept`,
    );
    const columns = new Set(drawn);
    picture[table] = texts(rows.map(({ row }) => sameness.of(row, columns)));
  }
  return picture;
};
