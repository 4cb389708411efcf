import type { RecordInput } from '@org/json-api';

/**
 * The members of a record that a request gives. Its exposure declares which are writable and of which kind, so the values have the
 * draft's types.
 */
export const draftOf = <Draft extends object>({ values }: RecordInput): Draft => values as Draft;
