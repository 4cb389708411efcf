import {
  adminActions,
  adminMay,
  adminReadingOf,
  adminRegistry,
  adminRights,
  adminRoles,
  adminWritingOf,
} from '@org/invoice-domain';
import { pathSegmentsOf, type AnyAction } from '@org/json-api';
import { code, codes, table } from './markdown.js';

const withRight = (rights: Readonly<Record<string, string>>, right: string): readonly string[] =>
  Object.entries(rights)
    .filter(([, needed]) => needed === right)
    .map(([resource]) => adminRegistry.exposureOf(resource).type);

const pathOf = (action: AnyAction): string =>
  `${action.method} /${pathSegmentsOf(action)
    .map((segment) => (typeof segment === 'string' ? segment : '{id}'))
    .join('/')}`;

const actionsWith = (right: string): readonly string[] =>
  Object.values<AnyAction>(adminActions)
    .filter((action) => action.right === right)
    .map(pathOf);

const words = (names: readonly string[]): string => (names.length === 0 ? 'nothing' : codes(names));

/** Table of the rights of the admin API: the roles that have each, and what it allows. What everybody may read is not listed. */
export const adminRightsTable = (): string =>
  table(
    ['right', 'roles', 'reads', 'writes', 'does'],
    adminRights.map((right) => [
      code(right),
      codes(adminRoles.filter((role) => adminMay(role, right))),
      right === 'read' ? 'everything else' : words(withRight(adminReadingOf, right)),
      words(withRight(adminWritingOf, right)),
      words(actionsWith(right)),
    ]),
  );
