import type { Exposure } from '../exposure.js';
import { RequestProblem } from '../problem.js';
import type { Registry } from '../registry.js';

/** The members to show, by resource: domain names of attributes and relationships. A resource that is absent shows all. */
export type Fieldsets = ReadonlyMap<string, ReadonlySet<string>>;

export const allFields: Fieldsets = new Map();

/**
 * Reads the `fields` family. An empty value shows no fields at all, except where the dialect refuses it.
 * @throws RequestProblem `unknown-fields-type` or `unknown-field` for the first that is wrong
 */
export const parseFields = (registry: Registry, members: ReadonlyMap<string, string>): Fieldsets =>
  new Map(
    [...members].map(([type, text]) => {
      const exposure = registry.exposureOfType(type);
      if (exposure === undefined) throw new RequestProblem({ code: 'unknown-fields-type', type });
      return [exposure.resource, fieldset(registry, exposure, text)];
    }),
  );

const fieldset = ({ dialect }: Registry, exposure: Exposure, text: string): ReadonlySet<string> => {
  const names = dialect.list(text) ?? [text];
  if (names.length === 0 && dialect.emptyFieldset === 'refused') {
    throw new RequestProblem({ code: 'unknown-field', field: 'nil', type: exposure.type });
  }
  const keys = names.flatMap((name) => {
    if (name === 'id' && dialect.idIsField) return [];
    const member = memberNames(exposure).get(name);
    if (member === undefined) throw new RequestProblem({ code: 'unknown-field', field: name, type: exposure.type });
    return [member];
  });
  return new Set(keys.flat());
};

/** Members of a resource by the name in `fields`; a group of attributes is one field. */
export const memberNames = ({ attributes, relationships }: Exposure): ReadonlyMap<string, readonly string[]> => {
  const names = new Map<string, string[]>();
  for (const { group, wireName, key } of attributes) {
    const name = group ?? wireName;
    names.set(name, [...(names.get(name) ?? []), key]);
  }
  for (const { wireName, key } of relationships) names.set(wireName, [key]);
  return names;
};
