import {
  errorResponsesOf,
  problemsOn,
  reference,
  type Components,
  type Occasion,
  type Problem,
  type ReadingRules,
  type Reference,
  type Registry,
  type Response,
  type Responses,
} from '@org/json-api';
import { jsonApiType } from '../http/media-type.js';

/** Headers of documents (docs/wire/admin.md, response headers). */
export const headers: Components['headers'] = {
  etag: { description: 'Changes with every byte of the body.', schema: { type: 'string' } },
  'cache-control': { description: 'Kept by the client alone, and asked for again.', schema: { type: 'string' } },
  'x-request-id': { description: 'The id of the request in the log of the server.', schema: { type: 'string' } },
};

export const sharedParameters: Components['parameters'] = {
  'if-none-match': {
    name: 'If-None-Match',
    in: 'header',
    description: 'The ETag of a document that the client has: when it is still good, the answer is 304.',
    schema: { type: 'string' },
  },
};

const notModified: Response = { description: 'The client has this very document.' };

export const readingRules = (registry: Registry): ReadingRules => ({
  registry,
  mediaType: jsonApiType,
  parameters: [reference('parameters', 'if-none-match')],
  headers: Object.fromEntries(Object.keys(headers).map((name) => [name, reference('headers', name)])),
});

/** The answers that several operations share, each kept once and referred to by name. */
export class SharedResponses {
  private readonly kept: Record<string, Response> = { 'not-modified': notModified };

  private readonly names = new Map<string, string>();

  constructor(private readonly registry: Registry) {}

  get all(): Components['responses'] {
    return this.kept;
  }

  /**
   * Every answer of a reading operation but its document.
   * @param name of the sort of operation
   * @param resources what its path names by id
   * @param others that only this operation has
   */
  reading(
    name: string,
    occasions: readonly Occasion[],
    resources: readonly string[],
    others: readonly Problem[] = [],
  ): Responses {
    return { 304: reference('responses', 'not-modified'), ...this.refusals(name, occasions, resources, others) };
  }

  /** Every error that an operation may answer. Parameters as of `reading`. */
  refusals(
    name: string,
    occasions: readonly Occasion[],
    resources: readonly string[],
    others: readonly Problem[] = [],
  ): Responses {
    const problems = [...problemsOn(this.registry, ['any', 'token', 'document', ...occasions], resources), ...others];
    const errors = errorResponsesOf(this.registry.dialect, jsonApiType, problems);
    return Object.fromEntries(
      Object.entries(errors).map(([status, response]) => [status, this.keep(`${name}.${status}`, response)]),
    );
  }

  /** Every error of an operation that needs no token: it shares none of them. */
  publicly(occasions: readonly Occasion[], others: readonly Problem[]): Responses {
    const problems = [...problemsOn(this.registry, ['any', ...occasions], []), ...others];
    return errorResponsesOf(this.registry.dialect, jsonApiType, problems);
  }

  /** Keeps a response under a name, unless the very same is kept under another. */
  private keep(name: string, response: Response): Reference {
    const text = JSON.stringify(response);
    const known = this.names.get(text) ?? name;
    this.names.set(text, known);
    this.kept[known] = response;
    return reference('responses', known);
  }
}
