import type { Instant } from '@org/kernel';
import type { ApiTokenId, ManagerId } from '../model/ids.js';
import type { ApiToken } from './api-token.js';
import type { Manager } from './manager.js';

/** A new token as it is stored; its issuer is the transaction's actor. */
export type NewApiToken = Pick<
  ApiToken,
  'managerId' | 'name' | 'comment' | 'tokenHash' | 'allowedIps' | 'createdAt' | 'expiresAt' | 'predecessorId'
>;

/** API tokens within a transaction. */
export interface ApiTokens {
  /** A manager, locked until the transaction ends. */
  manager(id: ManagerId): Promise<Pick<Manager, 'active'> | undefined>;
  /** A token, locked until the transaction ends. */
  lock(id: ApiTokenId): Promise<Omit<ApiToken, 'tokenHash' | 'lastUsedAt'> | undefined>;
  /** @returns undefined where a living token of the manager has the name, and nothing is added */
  add(token: NewApiToken): Promise<ApiTokenId | undefined>;
  /** Sets the end of a token whose successor is about to be added, in the name and for the reason of the transaction. */
  rotate(id: ApiTokenId, at: Instant, expiresAt: Instant): Promise<void>;
  /** In the name and for the reason of the transaction. */
  revoke(id: ApiTokenId, at: Instant): Promise<void>;
}

/** A token as it is shown once, and its hash, which is kept. */
export interface Secret {
  readonly token: string;
  readonly hash: string;
}

/** A token that nobody will see again. */
export interface IssuedToken {
  readonly id: ApiTokenId;
  readonly token: string;
}
