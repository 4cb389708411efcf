import type { Exposure } from '@org/json-api';
import { aligned } from '../aligned.js';
import { print } from '../command.js';

interface Shown {
  readonly id: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly relationships?: Readonly<Record<string, { readonly data?: { readonly id: string } | null }>>;
}

const textOf = (value: unknown): string => {
  if (value === null || value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
};

const cellOf = ({ attributes = {}, relationships = {} }: Shown, name: string): string => {
  const relationship = relationships[name];
  return textOf(relationship === undefined ? attributes[name] : relationship.data?.id);
};

/** Members that nobody looks for in a table of many. */
const besides = {
  attributes: new Set([
    ...[
      'address-line-1',
      'address-line-2',
      'city',
      'zip',
      'manager',
      'created-at',
      'updated-at',
      'externally-invoiced',
    ],
    ...['invoice-ref-template', 'external-id', 'invoice-period-id', 'billing-day'],
    ...['issued-by', 'ended-by', 'end-reason', 'comment'],
  ]),
  relationships: new Set(['predecessor']),
} as const;

/** Columns of a table of records: their members less those that are too wide for a terminal. */
const columnsOf = ({ attributes, relationships }: Exposure): readonly string[] => [
  ...attributes.map(({ wireName }) => wireName).filter((name) => !besides.attributes.has(name)),
  ...relationships.map(({ wireName }) => wireName).filter((name) => !besides.relationships.has(name)),
];

/** Prints a document of the admin API: as it is, or as an aligned table. */
export const showRecords = (exposure: Exposure, document: string, json: boolean): void => {
  if (json) {
    print(document);
    return;
  }
  const { data } = JSON.parse(document) as { readonly data: Shown | readonly Shown[] };
  const records = Array.isArray(data) ? (data as readonly Shown[]) : [data as Shown];
  const columns = columnsOf(exposure);
  const rows = records.map((record) => [record.id, ...columns.map((name) => cellOf(record, name))]);
  print(aligned([{ head: 'id', alignment: 'right' }, ...columns.map((head) => ({ head }))], rows));
};
