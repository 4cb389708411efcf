/**
 * The fields of one CSV line: `a,"b,c"` is two. Quotes are doubled inside a quoted field.
 * @returns undefined when the line is malformed: a stray or an unclosed quote
 */
export const csvFields = (line: string): readonly string[] | undefined => {
  if (line === '') return [];
  const fields: string[] = [];
  const field = /"((?:[^"]|"")*)"|([^",]*)/y;
  for (let position = 0; position <= line.length; position = field.lastIndex + 1) {
    field.lastIndex = position;
    const match = field.exec(line);
    const end = field.lastIndex;
    if (match === null || (end < line.length && line[end] !== ',')) return undefined;
    fields.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? '');
  }
  return fields;
};

/** One CSV line that `csvFields` reads as these fields; it does not tell one empty field from none. */
export const csvLine = (fields: readonly string[]): string =>
  fields.map((field) => (/[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',');
