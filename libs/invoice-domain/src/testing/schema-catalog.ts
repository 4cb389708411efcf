import type { DataSource } from 'typeorm';

const catalog = `
  SELECT format('column %s.%s %s%s%s%s', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                CASE WHEN a.attnotnull THEN ' not null' END, ' default ' || pg_get_expr(d.adbin, d.adrelid),
                CASE WHEN a.attidentity <> '' THEN format(' identity %s', a.attidentity) END)
  FROM pg_attribute a
  JOIN pg_class c ON c.oid = a.attrelid AND c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
  LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relname <> 'migrations'
  UNION ALL
  SELECT format('constraint %s.%s %s', c.relname, k.conname, pg_get_constraintdef(k.oid))
  FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
  WHERE k.connamespace = 'public'::regnamespace AND c.relname <> 'migrations'
  UNION ALL
  SELECT format('index %s', indexdef) FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'migrations'
  UNION ALL
  SELECT format('trigger %s %s', tgname, pg_get_triggerdef(oid)) FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL
  SELECT format('function %s', proname) FROM pg_proc p JOIN pg_language l ON l.oid = p.prolang
  WHERE pronamespace = 'public'::regnamespace AND l.lanname = 'plpgsql'`;

/** Definition of the schema as sorted lines of PostgreSQL's text, without the migrations' table. */
export async function schemaOf(dataSource: DataSource): Promise<readonly string[]> {
  const rows: readonly { readonly format: string }[] = await dataSource.query(catalog);
  return rows.map((row) => row.format).sort();
}
