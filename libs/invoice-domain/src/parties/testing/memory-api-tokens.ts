import type { Instant } from '@org/kernel';
import { apiTokenIdOf, type ApiTokenId, type ManagerId } from '../../model/ids.js';
import type { ApiToken } from '../api-token.js';
import type { ApiTokens, NewApiToken } from '../api-tokens.js';
import type { Manager } from '../manager.js';

/** API tokens in memory, as PostgreSQL would have them. */
export class MemoryApiTokens implements ApiTokens {
  private readonly tokens = new Map<ApiTokenId, ApiToken>();

  constructor(private readonly managers: ReadonlyMap<ManagerId, Pick<Manager, 'active'>>) {}

  manager(id: ManagerId): Promise<Pick<Manager, 'active'> | undefined> {
    return Promise.resolve(this.managers.get(id));
  }

  lock(id: ApiTokenId): Promise<ApiToken | undefined> {
    return Promise.resolve(this.tokens.get(id));
  }

  add(token: NewApiToken): Promise<ApiTokenId | undefined> {
    const living = [...this.tokens.values()].filter((one) => one.revokedAt === null && one.rotatedAt === null);
    if (living.some((one) => one.managerId === token.managerId && one.name === token.name)) {
      return Promise.resolve(undefined);
    }
    const id = apiTokenIdOf(this.tokens.size + 1);
    const unused = {
      issuedBy: null,
      lastUsedAt: null,
      rotatedAt: null,
      revokedAt: null,
      endedBy: null,
      endReason: null,
    };
    this.tokens.set(id, { id, ...token, ...unused });
    return Promise.resolve(id);
  }

  rotate(id: ApiTokenId, rotatedAt: Instant, expiresAt: Instant): Promise<void> {
    return this.change(id, { rotatedAt, expiresAt });
  }

  revoke(id: ApiTokenId, revokedAt: Instant): Promise<void> {
    return this.change(id, { revokedAt });
  }

  private change(id: ApiTokenId, changes: Partial<ApiToken>): Promise<void> {
    const token = this.tokens.get(id);
    if (token !== undefined) this.tokens.set(id, { ...token, ...changes });
    return Promise.resolve();
  }
}
