import type { ExposedAttribute, Exposure } from './exposure.js';

/** A group is a member wherever it begins: one that is interrupted would be written twice. */
const memberNames = (attributes: readonly ExposedAttribute[]): readonly string[] =>
  attributes.flatMap(({ group, wireName }, index) => {
    if (group === undefined) return wireName;
    const inside = `${group}.${wireName}`;
    return group === attributes[index - 1]?.group ? inside : [group, inside];
  });

/** @throws Error when two members of an exposure would get the same wire name */
export const refuseDuplicateMembers = ({ type, attributes, relationships }: Exposure): void => {
  const seen = new Set<string>();
  for (const name of [...memberNames(attributes), ...relationships.map(({ wireName }) => wireName)]) {
    if (seen.has(name)) throw new Error(`${type} would show two members named ${name}`);
    seen.add(name);
  }
};
