import { refuseViolations, type Given } from '@org/json-api';
import type { AdminWritable } from './index.js';
import { brokenRules, type Drafts } from './rules.js';

/** @throws InvalidRecord with everything that is wrong; of a member that could not even be read, nothing more is said */
export const refuseInvalid = <Name extends AdminWritable>(name: Name, draft: Drafts[Name], { faults }: Given): void => {
  const unread = new Set(faults.map(({ member }) => member));
  refuseViolations([...faults, ...brokenRules(name, draft).filter(({ member }) => !unread.has(member))]);
};
