import type { Instant } from '@org/kernel';
import type { EntityManager } from 'typeorm';
import { apiTokenIdOf, type ApiTokenId, type ManagerId } from '../../model/ids.js';
import type { ApiToken } from '../api-token.js';
import type { ApiTokens, NewApiToken } from '../api-tokens.js';
import type { Manager } from '../manager.js';
import { ApiTokenEntity } from './api-token.entity.js';
import { ManagerEntity } from './manager.entity.js';

const weakly = { lock: { mode: 'for_no_key_update' } } as const;

/** SQL that notes the transaction's actor and reason as those of a token's end. */
const inItsName = {
  endedBy: () => 'ledger_actor()',
  endReason: () => `nullif(current_setting('ledger.reason', true), '')`,
} as const;

/** API tokens as a transaction has them. */
export class PostgresApiTokens implements ApiTokens {
  constructor(private readonly entities: EntityManager) {}

  async manager(id: ManagerId): Promise<Pick<Manager, 'active'> | undefined> {
    return (await this.entities.findOne(ManagerEntity, { where: { id }, ...weakly })) ?? undefined;
  }

  async lock(id: ApiTokenId): Promise<ApiToken | undefined> {
    return (await this.entities.findOne(ApiTokenEntity, { where: { id }, ...weakly })) ?? undefined;
  }

  async add(token: NewApiToken): Promise<ApiTokenId | undefined> {
    const { managerId, name, comment, tokenHash, allowedIps, createdAt, expiresAt, predecessorId } = token;
    const [added] = await this.entities.query<readonly { readonly id: number }[]>(
      `INSERT INTO api_tokens (manager_id, name, comment, token_hash, created_at, expires_at, predecessor_id, allowed_ips, issued_by)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8::inet[], ledger_actor())
       ON CONFLICT (manager_id, name) WHERE revoked_at IS NULL AND rotated_at IS NULL DO NOTHING RETURNING id`,
      [
        managerId,
        name,
        comment,
        tokenHash,
        createdAt.toString(),
        expiresAt?.toString() ?? null,
        predecessorId,
        allowedIps,
      ],
    );
    return added && apiTokenIdOf(added.id);
  }

  async rotate(id: ApiTokenId, rotatedAt: Instant, expiresAt: Instant): Promise<void> {
    await this.entities.update(ApiTokenEntity, { id }, { rotatedAt, expiresAt, ...inItsName });
  }

  async revoke(id: ApiTokenId, revokedAt: Instant): Promise<void> {
    await this.entities.update(ApiTokenEntity, { id }, { revokedAt, ...inItsName });
  }
}
