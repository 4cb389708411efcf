import type { Content } from '../openapi/document.js';
import type { Problem } from '../problem.js';
import type { Occasion } from '../openapi/problems.js';
import type { Registry } from '../registry.js';
import type { JsonSchema } from '../json-schema.js';
import type { JsonValue } from '../kind.js';
import type { Writes } from '../write/writable.js';
import type { Members, ReadContext } from './member.js';

/** Context for reading a body. */
export interface BodyContext extends Pick<ReadContext, 'fileBytes'> {
  /** The id in the path, where the action is on a record. */
  readonly id: string | undefined;
  /** Time zone of times without one. */
  readonly zone: string;
}

/** The body of an action's request: how it is read, described and tried out. */
export interface Body<out Value = unknown> {
  /** Whether a request can omit the body. */
  readonly isOptional: boolean;
  /** Whether a request without a body is refused for its media type, rather than for what is missing in it. */
  readonly alwaysTyped: boolean;
  /** Whether it can contain a file, which raises its size limit. */
  readonly hasFile: boolean;
  /**
   * Reads the text of the body; of an optional one that is absent, the empty text.
   * @throws RequestProblem for everything wrong with it
   */
  readonly read: (text: string, registry: Registry, context: BodyContext) => Value;
  /** The content of the OpenAPI request body, by media type. */
  readonly content: (registry: Registry, mediaType: string) => Readonly<Record<string, Content>>;
  /** Schemas that the content refers to by name. */
  readonly schemas: Readonly<Record<string, JsonSchema>>;
  /** Occasions of problems with the body, besides being malformed. */
  readonly occasions: readonly Occasion[];
  /** Samples of problems with the body, beyond those of its occasions. */
  readonly faults: readonly Problem[];
  /** A valid body. */
  readonly example: (registry: Registry) => JsonValue;
  /** Name and members of a flat body, for the SDK's type. */
  readonly flat?: { readonly name: string; readonly members: Members };
  /** Of a document of JSON:API, from which the SDK's types are made. */
  readonly document?: DocumentForm;
}

/** Contents of a document: a reason alone, identifiers, members of the action's own, a record to be made, or changes of one. */
export type DocumentForm =
  | { readonly holds: 'reason' | 'identifiers'; readonly writes?: undefined }
  | {
      readonly holds: 'members';
      readonly type: string;
      readonly name: string;
      readonly members: Members;
      readonly writes?: undefined;
    }
  | { readonly holds: 'creation' | 'change'; readonly writes: Writes };

/** Type that a body is read as. */
export type ValueOf<Declared> = Declared extends Body<infer Value> ? Value : undefined;
