import { getBorderCharacters, table } from 'table';

/** Lines whose columns are aligned: the first column and texts to the left, numbers to the right, as their heads say. */
export interface Column {
  readonly head: string;
  readonly alignment?: 'left' | 'right';
}

/** A table without lines between its cells, as terminals show it and `awk` reads it. */
export const aligned = (columns: readonly Column[], rows: readonly (readonly string[])[]): string =>
  table([columns.map(({ head }) => head), ...rows], {
    border: getBorderCharacters('void'),
    drawHorizontalLine: () => false,
    columnDefault: { paddingLeft: 0, paddingRight: 2 },
    columns: columns.map(({ alignment = 'left' }) => ({ alignment })),
  })
    .replace(/ *\n/g, '\n')
    .trimEnd();
