import { managerIdOf, type ManagerId } from '../model/ids.js';
import type { Manager } from './manager.js';
import { apiTokensContract } from './testing/api-tokens.contract.js';
import { MemoryApiTokens } from './testing/memory-api-tokens.js';

apiTokensContract(() => {
  const managers: readonly (readonly [ManagerId, Pick<Manager, 'active'>])[] = [
    [managerIdOf(101), { active: true }],
    [managerIdOf(102), { active: true }],
    [managerIdOf(103), { active: false }],
  ];
  const tokens = new MemoryApiTokens(new Map(managers));
  return Promise.resolve({ run: (work) => work(tokens), close: () => Promise.resolve() });
});
