import { actionsWith } from '@org/json-api';
import type { CommerceRefusal } from '../model/commerce-refusal.js';
import type { AdminActionRight, ManagerRight } from '../model/rights.js';

/** Declares an action of the admin API. */
export const adminAction = /* @__PURE__ */ actionsWith<AdminActionRight, never>();

/** Declares an action of the reseller API. */
export const resellerAction = /* @__PURE__ */ actionsWith<ManagerRight, CommerceRefusal>();
