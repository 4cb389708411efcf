import type { Clock } from '@org/kernel';
import { RecordNotFound } from '../model/domain-failure.js';
import type { ApiTokenId } from '../model/ids.js';
import type { ApiTokens } from './api-tokens.js';

/** Makes a token worthless from now on; one that is revoked already stays as it is. */
export class RevokeToken {
  constructor(
    private readonly tokens: ApiTokens,
    private readonly clock: Clock,
  ) {}

  /** @throws RecordNotFound */
  async execute(id: ApiTokenId): Promise<void> {
    const token = await this.tokens.lock(id);
    if (token === undefined) throw new RecordNotFound('apiToken', String(id));
    if (token.revokedAt === null) await this.tokens.revoke(id, this.clock.now());
  }
}
