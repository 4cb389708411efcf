import type { RecordInput } from '@org/json-api';
import { isLater, type Clock, type Instant } from '@org/kernel';
import { InvalidRecord, RecordNotFound } from '../model/domain-failure.js';
import type { ApiTokenId } from '../model/ids.js';
import { draftOf } from '../writing/draft-of.js';
import { refuseViolations } from '../writing/refuse-violations.js';
import type { Draft } from '../writing/rule.js';
import type { ApiToken } from './api-token.js';
import type { ApiTokens, IssuedToken, Secret } from './api-tokens.js';
import { tokenRefusals } from './issue-token.js';

/** Overlap of both tokens in hours, unless the rotation says otherwise. */
const overlap = { hours: 24 } as const;

/** Issues a successor to a token, which stays valid for a while: its users change over without a pause. */
export class RotateToken {
  constructor(
    private readonly tokens: ApiTokens,
    private readonly clock: Clock,
    private readonly newSecret: () => Secret,
  ) {}

  /**
   * The successor has the name, the comment and the addresses of the token, and lives as long from now on as it was to live.
   * @param input when the old token expires
   * @throws RecordNotFound, or InvalidRecord
   */
  async execute(id: ApiTokenId, input: RecordInput): Promise<IssuedToken> {
    const old = await this.tokens.lock(id);
    if (old === undefined) throw new RecordNotFound('apiToken', String(id));
    const now = this.clock.now();
    const { expiresAt } = draftOf<Draft<Pick<ApiToken, 'expiresAt'>>>(input);
    refuseViolations(input.faults);
    refuseDead(old, now);
    const end = endOf(old, expiresAt, now);
    const life = old.expiresAt === null ? undefined : old.createdAt.until(old.expiresAt);
    await this.tokens.rotate(id, now, end);
    const { managerId, name, comment, allowedIps } = old;
    const { token, hash: tokenHash } = this.newSecret();
    const successor = await this.tokens.add({
      ...{ managerId, name, comment, tokenHash, allowedIps, createdAt: now, predecessorId: id },
      expiresAt: life === undefined ? null : now.add(life),
    });
    if (successor === undefined) throw new InvalidRecord({ member: 'name', message: 'has already been taken' });
    return { id: successor, token };
  }
}

type Lifetime = Pick<ApiToken, 'expiresAt' | 'rotatedAt' | 'revokedAt'>;

const refuseDead = ({ expiresAt, rotatedAt, revokedAt }: Lifetime, now: Instant): void => {
  const refuse = (message: string): never => {
    throw new InvalidRecord({ member: undefined, message });
  };
  if (revokedAt !== null) refuse(tokenRefusals.revoked);
  if (rotatedAt !== null) refuse(tokenRefusals.rotated);
  if (expiresAt !== null && !isLater(expiresAt, now)) refuse(tokenRefusals.expired);
};

const endOf = (old: Lifetime, given: Instant | null | undefined, now: Instant): Instant => {
  const refuse = (message: string): never => {
    throw new InvalidRecord({ member: 'expiresAt', message });
  };
  if (given === null) return refuse("can't be blank");
  if (given !== undefined && isLater(now, given)) return refuse("can't be in the past");
  if (given !== undefined && old.expiresAt !== null && isLater(given, old.expiresAt)) {
    return refuse("can't be later than the token expires anyway");
  }
  const end = given ?? now.add(overlap);
  return old.expiresAt !== null && isLater(end, old.expiresAt) ? old.expiresAt : end;
};
