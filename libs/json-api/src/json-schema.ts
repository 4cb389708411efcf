/** The part of JSON Schema 2020-12 that describes the wires. */
export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: SchemaType | readonly SchemaType[];
  readonly const?: string;
  readonly enum?: readonly (string | null)[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly default?: number;
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly oneOf?: readonly JsonSchema[];
  readonly description?: string;
  readonly examples?: readonly (string | number | boolean)[];
}

type SchemaType = 'string' | 'number' | 'integer' | 'boolean' | 'object' | 'array' | 'null';

/** The same schema, or null. */
export const orNull = (schema: JsonSchema): JsonSchema => ({
  ...schema,
  ...(schema.type !== undefined && { type: [...[schema.type].flat(), 'null'] }),
  ...(schema.enum !== undefined && { enum: [...schema.enum, null] }),
});

/** One of a closed set of texts. */
export const oneOfWords = (words: Iterable<string>): JsonSchema => ({ type: 'string', enum: [...new Set(words)] });
