import type { RecordInput } from '@org/json-api';
import { isLater, type Clock, type Instant } from '@org/kernel';
import { InvalidRecord } from '../model/domain-failure.js';
import { managerIdOf } from '../model/ids.js';
import { draftOf } from '../writing/draft-of.js';
import { refuseViolations } from '../writing/refuse-violations.js';
import { isLinked, isPresent, isShort, violationsOf, type Draft, type Rule } from '../writing/rule.js';
import { areRanges } from './admin-user-rules.js';
import type { ApiToken } from './api-token.js';
import type { ApiTokens, IssuedToken, Secret } from './api-tokens.js';

type TokenDraft = Draft<Pick<ApiToken, 'name' | 'comment' | 'allowedIps' | 'expiresAt'>, 'manager'>;

const rulesAt = (now: Instant): readonly Rule<TokenDraft>[] => [
  isLinked('manager'),
  isPresent('name'),
  isShort('name', 'comment'),
  areRanges,
  ({ expiresAt }) =>
    expiresAt === undefined || expiresAt === null || isLater(expiresAt, now)
      ? []
      : [{ member: 'expiresAt', message: 'must be in the future' }],
];

export const tokenRefusals = {
  inactive: 'is not active',
  revoked: 'The token has been revoked',
  rotated: 'The token has been rotated',
  expired: 'The token has expired',
} as const;

/** Issues a token to a manager. It is told now, and never again: only its hash is kept. */
export class IssueToken {
  constructor(
    private readonly tokens: ApiTokens,
    private readonly clock: Clock,
    private readonly newSecret: () => Secret,
  ) {}

  /** @throws InvalidRecord */
  async execute(input: RecordInput): Promise<IssuedToken> {
    const draft = draftOf<TokenDraft>(input);
    const createdAt = this.clock.now();
    refuseViolations(input.faults.length > 0 ? input.faults : violationsOf(rulesAt(createdAt), draft));
    const managerId = managerIdOf(draft.manager ?? 0);
    const manager = await this.tokens.manager(managerId);
    if (manager === undefined) throw new InvalidRecord({ member: 'manager', message: 'must exist' });
    if (!manager.active) throw new InvalidRecord({ member: 'manager', message: tokenRefusals.inactive });
    const { name, comment = null, allowedIps = null, expiresAt = null } = draft;
    const { token, hash: tokenHash } = this.newSecret();
    const kept = {
      managerId,
      name: name ?? '',
      comment,
      tokenHash,
      allowedIps,
      createdAt,
      expiresAt,
      predecessorId: null,
    };
    const id = await this.tokens.add(kept);
    if (id === undefined) throw new InvalidRecord({ member: 'name', message: 'has already been taken' });
    return { id, token };
  }
}
