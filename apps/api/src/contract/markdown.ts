/** A name of the wire in running text. */
export const code = (name: string): string => `\`${name}\``;

export const codes = (names: Iterable<string>): string => [...names].map(code).join(', ');

/** A table with aligned columns, as Prettier lays it out. */
export const table = (columns: readonly string[], rows: readonly (readonly string[])[]): string => {
  const lines = [columns, ...rows].map((cells) => cells.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = columns.map((_, at) => Math.max(3, ...lines.map((cells) => cells[at]?.length ?? 0)));
  const line = (cells: readonly string[], filler = ' '): string =>
    `| ${widths.map((width, at) => (cells[at] ?? '').padEnd(width, filler)).join(' | ')} |`;
  const [head = [], ...body] = lines;
  return [line(head), line([], '-'), ...body.map((cells) => line(cells))].join('\n');
};

/** Paragraphs, tables and the like, without those that have nothing to say. */
export const blocks = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n');
