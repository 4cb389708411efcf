import type { RecordInput } from '@org/json-api';
import { refuseViolations } from '../writing/refuse-violations.js';
import type { AdminWritable } from './index.js';
import { brokenRules, type Drafts } from './rules.js';

/** @throws InvalidRecord with everything that is wrong; of a member that could not even be read, nothing more is said */
export const refuseInvalid = <Name extends AdminWritable>(
  name: Name,
  draft: Drafts[Name],
  { faults }: RecordInput,
): void => {
  const unread = new Set(faults.map(({ member }) => member));
  refuseViolations([...faults, ...brokenRules(name, draft).filter(({ member }) => !unread.has(member))]);
};
