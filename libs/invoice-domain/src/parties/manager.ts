import type { Instant } from '@org/kernel';
import type { ManagerId, ResellerId } from '../model/ids.js';

/** `owner` is a product owner. */
export const managerRoles = ['admin', 'sales', 'owner'] as const;
export type ManagerRole = (typeof managerRoles)[number];

/** An employee of a reseller; API tokens are the credentials of the reseller API. */
export interface Manager {
  readonly id: ManagerId;
  readonly resellerId: ResellerId;
  readonly name: string;
  readonly role: ManagerRole;
  /** Whether its tokens are accepted. */
  readonly active: boolean;
  readonly createdAt: Instant;
}
