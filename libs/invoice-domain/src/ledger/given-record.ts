import type { Given } from '@org/json-api';
import { refuseViolations } from '../writing/refuse-violations.js';
import type { AdminWritable } from './index.js';
import { brokenRules, type Drafts } from './rules.js';

/**
 * What a request gives of a record. Its members are those that the exposure declares writable, read by their kinds: so they are
 * the draft's.
 */
export const draftOf = <Name extends AdminWritable>(_: Name, { values }: Given): Drafts[Name] => values;

/** @throws InvalidRecord with everything that is wrong; of a member that could not even be read, nothing more is said */
export const refuseInvalid = <Name extends AdminWritable>(name: Name, draft: Drafts[Name], { faults }: Given): void => {
  const unread = new Set(faults.map(({ member }) => member));
  refuseViolations([...faults, ...brokenRules(name, draft).filter(({ member }) => !unread.has(member))]);
};
