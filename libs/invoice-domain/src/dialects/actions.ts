import { actionsWith } from '@org/json-api';
import type { CommerceRefusal } from '../model/commerce-refused.js';
import type { ManagerRight } from '../model/manager-rights.js';

/** What the admin API asks of a caller: a token, or nothing. */
export type AdminRight = 'admin' | 'public';

/** Declares an action of the admin API. */
export const adminAction = /* @__PURE__ */ actionsWith<AdminRight, never>();

/** Declares an action of the reseller API. */
export const resellerAction = /* @__PURE__ */ actionsWith<ManagerRight, CommerceRefusal>();
