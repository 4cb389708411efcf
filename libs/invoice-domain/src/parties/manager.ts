import type { Instant } from '@org/kernel';
import type { ManagerId, ResellerId } from '../model/ids.js';

/** `owner` is a product owner. */
export const managerRoles = ['admin', 'sales', 'owner'] as const;
export type ManagerRole = (typeof managerRoles)[number];

/** An employee of a reseller; the token is the credential of the reseller API. */
export interface Manager {
  readonly id: ManagerId;
  readonly resellerId: ResellerId;
  readonly name: string;
  readonly role: ManagerRole;
  readonly active: boolean;
  /** SHA-256 of the token in lower-case hex; null until a token is generated. */
  readonly tokenHash: string | null;
  readonly tokenRevokedAt: Instant | null;
  readonly createdAt: Instant;
}
