import type { BatchColumn, BatchDeclaration } from '@org/invoice-domain';
import { pascalCase } from './sdk-report.js';

const camelCase = (name: string): string => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

const words = ({ words: known = [] }: BatchColumn): string => known.map((word) => `'${word}'`).join(' | ');

/** The type of each kind of field: total, so that a new kind must choose. */
const types: { readonly [Kind in BatchColumn['kind']]: (column: BatchColumn) => string } = {
  key: () => 'string | number',
  reference: () => 'string | number',
  duration: () => 'number',
  instant: () => 'Instant',
  flag: () => 'boolean',
  price: () => 'Decimal',
  rate: () => 'Decimal',
  movement: () => 'Decimal',
  text: () => 'string',
  uuid: () => 'string',
  day: () => 'LocalDate',
  word: words,
  name: () => 'string',
  quantity: () => 'Decimal',
  tariff: () => 'Decimal',
  money: () => 'Decimal',
  sum: () => 'Decimal',
};

const rowName = ({ batches }: BatchDeclaration): string =>
  pascalCase(camelCase(batches.replace(/-batches$/, '-batch-row')));

/** The type of a row, its members spelled as the batch has them. */
const rowOf = (declared: BatchDeclaration): string => {
  const properties = declared.columns.map((column) => {
    const type = types[column.kind](column);
    return column.isRequired ? `readonly ${column.name}: ${type};\n` : `readonly ${column.name}?: ${type} | null;\n`;
  });
  return `/** A row of ${declared.batches}. */\nexport interface ${rowName(declared)} {\n${properties.join('')}}\n`;
};

/** The types of rows, and which collection takes which. */
export const sdkBatches = (declared: readonly BatchDeclaration[]): string => {
  const collections = declared.map((one) => `readonly ${camelCase(one.batches)}: Batches<${rowName(one)}>;\n`);
  return `${declared.map(rowOf).join('\n')}
/** Records that come in, by their sort. */
export interface AdminBatches {\n${collections.join('')}}

export const batchTypes = [${declared.map(({ batches }) => `'${batches}'`).join(', ')}] as const;
`;
};
