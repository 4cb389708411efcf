import type { createDataSource } from '@org/invoice-domain/persistence';

export type DataSource = ReturnType<typeof createDataSource>;

/** Rows of a ledger by table, as texts in an order of their own. */
export type Picture = Readonly<Record<string, readonly string[]>>;

type Row = Readonly<Record<string, unknown>>;

/** Names of records by their ids, whatever number was drawn for an id, by the table that the records are in. */
type Names = ReadonlyMap<string, ReadonlyMap<string, string>>;

/** SQL of names by table. */
const names: Readonly<Record<string, string>> = {
  invoices: `format('%s %s', account_id, starts_at)`,
  imports: 'name',
  billing_runs: 'at::text',
  // Recorded one after the other where they are of one account, which is locked.
  ...Object.fromEntries(
    ['subscriptions', 'charges', 'corrections', 'payments', 'postings', 'allocations', 'refunds', 'credit_notes'].map(
      (table) => [table, `format('%s %s', account_id, rank() OVER (PARTITION BY account_id ORDER BY id))`],
    ),
  ),
};

const namesIn = async (dataSource: DataSource): Promise<Names> => {
  const found = new Map<string, ReadonlyMap<string, string>>();
  for (const [table, name] of Object.entries(names)) {
    const rows: readonly { readonly id: string; readonly name: string }[] = await dataSource.query(
      `SELECT id::text AS id, ${name} AS name FROM ${table}`,
    );
    found.set(table, new Map(rows.map((row) => [row.id, row.name])));
  }
  return found;
};

/** Columns that refer to records of a table. */
const referring: readonly (readonly [ending: string, table: string])[] = [
  ...Object.keys(names).map((table) => [`${table.slice(0, -1)}_id`, table] as const),
  ['replacement_id', 'invoices'],
];

/** Hashes over ids and times, and ids that are drawn elsewhere: that of a cause is told by its name, if it has one. */
const drawnElsewhere = new Set(['seal', 'last_seal', 'cause_id', 'revision_ids']);

/** A reference that is the id of its record, or the number of a payment that is made of it. */
const isOwn = (column: string, value: unknown, id: string): boolean =>
  (column === 'reference' && value === id) || (column === 'document_id' && value === `P${id.padStart(6, '0')}`);

const recorded = /^\d{4}-\d\d-\d\dT/;

/** Takes out of a row what differs from run to run: ids that were drawn, and times at which something was recorded. */
class Sameness {
  constructor(
    private readonly names: Names,
    private readonly began: number,
  ) {}

  of(row: Row, drawn: ReadonlySet<string>): Row {
    const own = String(row['id']);
    const cause = this.names.get(`${String(row['cause_type'])}s`)?.get(String(row['cause_id']));
    const told = Object.fromEntries(
      Object.entries(row)
        .filter(([column]) => !drawn.has(column) && !drawnElsewhere.has(column))
        .map(([column, value]) => [column, isOwn(column, value, own) ? 'its id' : this.value(column, value)]),
    );
    return cause === undefined ? told : { ...told, cause };
  }

  private namesOf(column: string): ReadonlyMap<string, string> | undefined {
    const [, table = ''] = referring.find(([ending]) => column.endsWith(ending)) ?? [];
    return this.names.get(table);
  }

  private value(column: string, value: unknown): unknown {
    if (value === null) return null;
    const named = this.namesOf(column)?.get(JSON.stringify(value).replaceAll('"', ''));
    if (named !== undefined) return named;
    if (typeof value === 'string' && recorded.test(value) && Date.parse(value) >= this.began) return 'now';
    return typeof value === 'object' && !Array.isArray(value) ? this.members(value) : value;
  }

  /** Details of an event name records as columns do. */
  private members(value: object): Row {
    const columnOf = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [name, this.value(columnOf(name), member)]),
    );
  }
}

/** All tables but those in which verification remembers what it has proven, which say nothing about the ledger. */
const tables = `
SELECT relname AS table, (
  SELECT coalesce(array_agg(attname::text), '{}') FROM pg_attribute LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
  WHERE attrelid = pg_class.oid AND (attidentity <> '' OR pg_get_expr(adbin, adrelid) = 'gen_random_uuid()') AND relname <> 'cdrs'
    OR attrelid = pg_class.oid AND relname = 'idempotency_keys' AND attname IN ('document', 'location')
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
  const sameness = new Sameness(await namesIn(dataSource), began);
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
