import {
  adminUserIdOf,
  apiTokenIdOf,
  managerIdOf,
  resellerIdOf,
  type AdminUser,
  type ApiToken,
  type Manager,
} from '@org/invoice-domain';
import { tokenHash } from '@org/invoice-domain/persistence';
import { startOfDay } from '@org/kernel';
import type { Calendar } from '../calendar.js';
import { demoCredentials, type DemoManager } from '../credentials.js';

/** A month before the first day. */
const openedUnder = ({ firstDay }: Calendar) => startOfDay(firstDay.subtract({ days: 30 }), 'UTC').add({ hours: 8 });

const revokedUnder = ({ today }: Calendar) => startOfDay(today.subtract({ days: 120 }), 'UTC').add({ minutes: 843 });

/** The recorded token of the admin wire names this user. */
const adminId = adminUserIdOf(139);

/** Actor of manual invoices and approvals. */
export const reviewer = `admin:${adminId}`;

/** Hash of the published password: hashing draws a salt, while the same day gives the same rows. */
const passwordHash =
  '$argon2id$v=19$m=19456,t=2,p=1$/ntU8+u6pXAStrFSpTJtAQ$bAruWgWV4ivhJ3OoPW5tSbHvQKUER3OZpZR3V9op6Bo';

export const adminUserOf = (calendar: Calendar): AdminUser => ({
  id: adminId,
  username: demoCredentials.admin.username,
  passwordHash,
  role: 'owner',
  active: true,
  allowedIps: null,
  tokenGeneration: 0,
  totpSecret: null,
  totpStep: 0,
  secondFactorSince: null,
  createdAt: openedUnder(calendar),
});

const withToken: readonly DemoManager[] = Object.values(demoCredentials.managers);

export const managersOf = (calendar: Calendar): readonly Manager[] => [
  ...withToken.map(({ resellerId, name, role, active }, index): Manager => ({
    id: managerIdOf(index + 1),
    resellerId: resellerIdOf(resellerId),
    name,
    role,
    active,
    createdAt: openedUnder(calendar),
  })),
  // Was never issued a token.
  {
    id: managerIdOf(withToken.length + 1),
    resellerId: resellerIdOf(8),
    name: 'Neil Armitage',
    role: 'admin',
    active: true,
    createdAt: openedUnder(calendar),
  },
];

export const apiTokensOf = (calendar: Calendar): readonly ApiToken[] =>
  withToken.map(({ token, revoked }, index): ApiToken => ({
    id: apiTokenIdOf(index + 1),
    managerId: managerIdOf(index + 1),
    name: 'demo',
    comment: 'Published with the demo data.',
    tokenHash: tokenHash(token),
    issuedBy: reviewer,
    allowedIps: null,
    createdAt: openedUnder(calendar),
    expiresAt: null,
    lastUsedAt: null,
    rotatedAt: null,
    revokedAt: revoked ? revokedUnder(calendar) : null,
    endedBy: revoked ? reviewer : null,
    endReason: revoked ? 'lost' : null,
    predecessorId: null,
  }));
