import type { Exposure } from '../exposure.js';
import type { JsonSchema } from '../json-schema.js';
import type { JsonValue } from '../kind.js';
import type { Content } from '../openapi/document.js';

/** The record that an action leaves, as a document. */
export interface RecordAnswer {
  readonly kind: 'record';
  /** 201 tells where the record is that was made, 202 that a job goes on with it. */
  readonly status: 200 | 201 | 202;
  /** Exposure of the record; by default the action's own. */
  readonly exposure: Exposure | undefined;
}

/** The records that an action made, as one document without pages. */
export interface RecordsAnswer {
  readonly kind: 'records';
  readonly status: 201;
}

/** An answer without a body. */
export interface EmptyAnswer {
  readonly kind: 'nothing';
  readonly status: 204;
}

/** A file for keeping, byte for byte. */
export interface FileAnswer {
  readonly kind: 'file';
  readonly status: 200;
  readonly description: string;
  /** Media types that it can have. */
  readonly mediaTypes: readonly string[];
  /** Whether a link can be answered instead, as `text/uri-list`. */
  readonly orLink: boolean;
}

/** A document of its own form, which no exposure declares. */
export interface ReportAnswer {
  readonly kind: 'report';
  /** Meaning of each status of the report, the usual one last. */
  readonly statuses: Readonly<Record<number, string>>;
  /** The name of its schema among the components. */
  readonly schema: string;
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  readonly example: JsonValue;
  /** Whose attributes its record has; undefined where its schema says which. */
  readonly shows?: Exposure;
  /** Where the report is no document of JSON:API. */
  readonly content?: Readonly<Record<string, Content>>;
  /** Errors in other formats than the API's own, by status and media type. */
  readonly plainErrors?: Readonly<Record<number, Readonly<Record<string, Content>>>>;
}

export type Answer = RecordAnswer | RecordsAnswer | EmptyAnswer | FileAnswer | ReportAnswer;

/** The record that the action is on. */
export const theRecord = { kind: 'record', status: 200, exposure: undefined } as const satisfies Answer;

/** A record that the action made. */
export const theNewRecord = { kind: 'record', status: 201, exposure: undefined } as const satisfies Answer;

/** The record that the action is on, before a job has done the rest. */
export const theRecordForNow = { kind: 'record', status: 202, exposure: undefined } as const satisfies Answer;

/** The records that the action made. */
export const theNewRecords = { kind: 'records', status: 201 } as const satisfies Answer;

/** An empty answer with status 204. */
export const nothing = { kind: 'nothing', status: 204 } as const satisfies Answer;

/** A record of another resource than the action is on. */
export const recordOf = (exposure: Exposure): RecordAnswer => ({ kind: 'record', status: 200, exposure });
