import type { JsonSchema, OpenApiDocument } from '@org/json-api';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import formats from 'ajv-formats';

/** Members that are not described are allowed to be sent, for a client's sake; here they are a mistake. */
const closed = (schema: JsonSchema): JsonSchema => {
  const { properties, items, oneOf } = schema;
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, closed(one)])),
      additionalProperties: false,
    }),
    ...(items && { items: closed(items) }),
    ...(oneOf && { oneOf: oneOf.map(closed) }),
  };
};

/** Holds documents against the schemas of a description. */
export class DescribedShape {
  private readonly ajv = new Ajv2020({ strict: false, allErrors: false });

  constructor({ components }: OpenApiDocument) {
    formats.default(this.ajv);
    const schemas = Object.fromEntries(
      Object.entries(components.schemas).map(([name, schema]) => [name, closed(schema)]),
    );
    this.ajv.addSchema({ $id: 'description', components: { schemas } });
  }

  /** @returns what is wrong with a document; nothing when it is as its schema says */
  faults(schema: string, document: unknown): readonly string[] {
    const validate = this.validator(schema);
    return validate(document)
      ? []
      : (validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
  }

  private validator(schema: string): ValidateFunction {
    const found = this.ajv.getSchema(`description#/components/schemas/${schema}`);
    if (found === undefined) throw new Error(`there is no schema ${schema}`);
    return found;
  }
}
