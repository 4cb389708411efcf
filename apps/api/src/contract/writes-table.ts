import { isRelationship, type Registry, type WritableMembers, type Writes } from '@org/json-api';
import { code, codes, table } from './markdown.js';

/** Attributes by name, or as what is missing of all where that is shorter; then the relationships. */
const membersCell = ({ exposure }: Writes, members: WritableMembers | undefined): string => {
  if (members === undefined) return 'no';
  const all = [...members.values()];
  const attributes = all.filter((one) => !isRelationship(one)).map(({ wireName }) => wireName);
  const missing = exposure.attributes.map(({ wireName }) => wireName).filter((name) => !attributes.includes(name));
  const named =
    missing.length >= attributes.length
      ? codes(attributes)
      : `all attributes${missing.length === 0 ? '' : ` but ${codes(missing)}`}`;
  const relationships = codes(all.filter(isRelationship).map(({ wireName }) => wireName));
  return [named, relationships].filter((part) => part !== '').join('; ');
};

/** Table of the members of each resource that can be created, changed and deleted. */
export const writesTable = (registry: Registry): string =>
  table(
    ['resource', 'create', 'change', 'delete'],
    [...registry.exposures].flatMap((exposure) => {
      const writes = registry.writesOf(exposure);
      if (writes === undefined) return [];
      const create = membersCell(writes, writes.create);
      const update = membersCell(writes, writes.update);
      const change = create === update && create !== 'no' ? 'the same' : update;
      return [[code(exposure.type), create, change, writes.remove ? 'yes' : 'no']];
    }),
  );
