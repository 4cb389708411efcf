export type NamedTable = 'charges' | 'corrections' | 'payments';

/** SQL of the records of a table by their keys; what was billed anew has that of what it was billed as before, and a star. */
export const named = (table: NamedTable): string => {
  const again = `UNION ALL SELECT copy.id, again.key || '*' FROM again JOIN ${table} copy ON copy.reopens_${table.slice(0, -1)}_id = again.id`;
  return `(WITH RECURSIVE again AS (
    SELECT id, external_key AS key FROM ${table} WHERE external_key IS NOT NULL ${table === 'payments' ? '' : again}
  ) SELECT * FROM again) named`;
};
