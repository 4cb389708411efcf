import type { DataSource } from 'typeorm';

/** Every row of every table and the state of every sequence, as text: what must be the same before and after what writes nothing. */
export const contentsOf = async (dataSource: DataSource): Promise<Readonly<Record<string, readonly string[]>>> => {
  const relations: readonly { readonly name: string; readonly row: string }[] = await dataSource.query(
    `SELECT oid::regclass::text AS name, CASE relkind WHEN 'r' THEN 'content::text' ELSE 'last_value::text || is_called' END AS row
     FROM pg_class WHERE relkind IN ('r', 'S') AND relnamespace = 'public'::regnamespace ORDER BY 1`,
  );
  const contents: Record<string, readonly string[]> = {};
  for (const { name, row } of relations) {
    const rows: readonly { readonly row: string }[] = await dataSource.query(
      `SELECT ${row} AS row FROM ${name} AS content ORDER BY 1`,
    );
    contents[name] = rows.map(({ row }) => row);
  }
  return contents;
};
