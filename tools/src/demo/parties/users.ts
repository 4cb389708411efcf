import { adminUserIdOf, managerIdOf, resellerIdOf, type AdminUser, type Manager } from '@org/invoice-domain';
import { tokenHash } from '@org/invoice-domain/persistence';
import { instantOf } from '@org/kernel';
import { demoCredentials, type DemoManager } from '../credentials.js';

const opened = instantOf('2024-12-02T08:00:00Z');

/** The recorded token of the admin wire names this user. */
const adminId = adminUserIdOf(139);

/** Who makes and approves invoices by hand, as the audit knows them. */
export const reviewer = `admin:${adminId}`;

export const adminUserOf = (passwordHash: string): AdminUser => ({
  id: adminId,
  username: demoCredentials.admin.username,
  passwordHash,
  allowedIps: null,
  createdAt: opened,
});

const withToken: readonly DemoManager[] = Object.values(demoCredentials.managers);

export const managers: readonly Manager[] = [
  ...withToken.map(({ resellerId, name, role, token, active, revoked }, index): Manager => ({
    id: managerIdOf(index + 1),
    resellerId: resellerIdOf(resellerId),
    name,
    role,
    active,
    tokenHash: tokenHash(token),
    tokenRevokedAt: revoked ? instantOf('2025-09-12T14:03:00Z') : null,
    createdAt: opened,
  })),
  {
    id: managerIdOf(withToken.length + 1),
    resellerId: resellerIdOf(8),
    name: 'Neil Armitage',
    role: 'admin',
    active: true,
    // Never generated one.
    tokenHash: null,
    tokenRevokedAt: null,
    createdAt: opened,
  },
];
