import type { JsonValue } from '@org/json-api';
import type { Answer } from '../core/exchange.js';
import { ServerError } from '../core/errors.js';

/** The parts of a JSON:API document that a client reads. */
export interface JsonApiDocument {
  readonly data: ResourceObject | readonly ResourceObject[] | null;
  readonly included?: readonly ResourceObject[];
  readonly links?: Readonly<Record<string, Link>>;
  readonly meta?: Readonly<Record<string, unknown>>;
}

export type Link = string | null | { readonly href: string };

export interface Identifier {
  readonly type: string;
  readonly id: string;
}

export interface ResourceObject extends Identifier {
  readonly attributes?: Readonly<Record<string, JsonValue>>;
  readonly relationships?: Readonly<
    Record<string, { readonly data?: Identifier | readonly Identifier[] | null } | undefined>
  >;
}

/**
 * @param member what the document has to hold
 * @throws ServerError when the text is no such document of JSON:API: cut off, or something else altogether
 */
export const documentIn = (
  { text, status, requestId }: Pick<Answer, 'text' | 'status' | 'requestId'>,
  member: 'data' | 'meta' = 'data',
): JsonApiDocument => {
  let cause: unknown;
  try {
    const document: unknown = JSON.parse(text);
    if (typeof document === 'object' && document !== null && member in document) return document as JsonApiDocument;
  } catch (error) {
    cause = error;
  }
  throw new ServerError('the answer is no JSON:API document', { status, requestId, cause });
};

export const hrefOf = (link: Link | undefined): string | undefined => (typeof link === 'object' ? link?.href : link);
