import { violationsOf, isPresent, isNotNull, type Draft, type Rule } from '../writing/rule.js';
import type { Violation } from '../model/violation.js';
import { faultsOfRanges } from './address-range.js';
import type { AdminUser } from './admin-user.js';
import { credentialLimits } from './login.action.js';
import { publishedPassword } from './published-credentials.js';

export type AdminUserDraft = Draft<Pick<AdminUser, 'username' | 'role' | 'active' | 'allowedIps'>>;

const tooLong = (limit: number): string => `is too long (maximum is ${limit} characters)`;

const isName: Rule<AdminUserDraft> = ({ username }) => {
  const member = 'username';
  if (typeof username !== 'string' || username.trim() === '') return [];
  // PostgreSQL keeps no NUL, and nobody could type one.
  if (/\p{Cc}/u.test(username)) return [{ member, message: 'is invalid' }];
  return username.length > credentialLimits.username ? [{ member, message: tooLong(credentialLimits.username) }] : [];
};

/** Lists of addresses hold nothing but addresses and ranges. */
export const areRanges: Rule<Draft<Pick<AdminUser, 'allowedIps'>>> = ({ allowedIps }) =>
  faultsOfRanges(allowedIps ?? []).map((message) => ({ member: 'allowedIps', message }));

export const adminUserRules: readonly Rule<AdminUserDraft>[] = [
  isPresent('username', 'role'),
  isNotNull('active'),
  isName,
  areRanges,
];

/** Characters that a password has at least. */
const shortest = 12;

/** Faults of a password that somebody wants to have. */
export const brokenByPassword = (password: string, member = 'password'): readonly Violation[] => {
  if (password.length < shortest) return [{ member, message: `is too short (minimum is ${shortest} characters)` }];
  if (password === publishedPassword) return [{ member, message: 'is published' }];
  return password.length > credentialLimits.password ? [{ member, message: tooLong(credentialLimits.password) }] : [];
};

/** Faults of a user. */
export const brokenByUser = (draft: AdminUserDraft): readonly Violation[] => violationsOf(adminUserRules, draft);
