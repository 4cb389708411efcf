import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ingestTables } from './ingest-tables.js';

const pages = ['usage', 'commerce'].map((name) =>
  readFileSync(new URL(`../../../../../docs/${name}.md`, import.meta.url), 'utf8'),
);

/** Under headings that are the tables' names; that of calls is the word for them. */
const described = Object.values(ingestTables).map(
  (table) => [table.name === 'cdrs' ? table.rows : table.name, table] as const,
);

/** The table below a heading such as `## Charges`. */
const sectionOf = (name: string): string =>
  pages
    .flatMap((page) => page.split(/^##+ /m))
    .find((section) => section.toLowerCase().startsWith(`${name}\n`) && section.includes('| column')) ?? '';

describe('docs/usage.md and docs/commerce.md', () => {
  it.each(described)('describe every column of %s, in the order of its declaration', (name, table) => {
    const found = [...sectionOf(name).matchAll(/^\| `([a-z_]+)` .*$/gm)].map(([line, column]) => [
      column,
      line.includes('required') && !/required of|next is required/.test(line),
    ]);
    expect(found).toEqual(table.columns.map(({ name: column, isRequired }) => [column, isRequired]));
  });
});
