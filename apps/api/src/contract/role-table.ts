import { managerRights, managerRoles, mayCall, mayRead } from '@org/invoice-domain';
import type { Registry } from '@org/json-api';
import { code, codes, table } from './markdown.js';

/** Names, or a word for all and for none of them. */
const chosenOf = (every: readonly string[], chosen: readonly string[]): string => {
  if (chosen.length === every.length) return 'everything';
  return chosen.length === 0 ? 'nothing' : codes(chosen);
};

/** Table of the rights of each role. */
export const roleTable = (registry: Registry): string => {
  const exposures = [...registry.exposures];
  return table(
    ['role', 'may read', 'may do'],
    managerRoles.map((role) => [
      code(role),
      chosenOf(
        exposures.map(({ type }) => type),
        exposures.filter(({ resource }) => mayRead(role, resource)).map(({ type }) => type),
      ),
      chosenOf(
        managerRights,
        managerRights.filter((right) => mayCall(role, right, '')),
      ),
    ]),
  );
};
