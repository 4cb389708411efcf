import { Injectable } from '@nestjs/common';
import type { AdminUserId } from '@org/invoice-domain';
import { AdminUsers, OneTimeCodes, type KnownAdmin, type LoginRefusal } from '@org/invoice-domain/persistence';
import { RequestProblem, type Problem } from '@org/json-api';
import { LoginLimits, type LoginAllowance } from './login-limits.js';
import { PasswordLane } from './password-lane.js';
import { SecurityLog } from './security-log.js';

/** Somebody who wants to log in. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
  readonly address: string;
  /** One-time code of a user who has a second factor. */
  readonly code: string | undefined;
}

const reasons: Readonly<Record<keyof LoginAllowance, string>> = {
  perPair: 'too many failures with this name from this address',
  perName: 'too many failures with this name',
  perAddress: 'too many failures from this address',
};

/** Reasons for which somebody who has the password does not come in without a right code. */
type CodeRefusal = 'no one-time code' | 'wrong one-time code';

/** Answers to refusals: the reason is told to nobody but who may know it, having the password. */
const problems: Readonly<Record<LoginRefusal | CodeRefusal, Problem>> = {
  'no one-time code': { code: 'one-time-code-required' },
  'wrong one-time code': { code: 'login-failed' },
  'unknown name': { code: 'login-failed' },
  'wrong password': { code: 'login-failed' },
  'published password': { code: 'login-failed' },
  inactive: { code: 'login-failed' },
  'address not allowed': { code: 'address-not-allowed' },
};

/** Lets in who has a name and a password: within limits, a few at a time, and with a note of each. */
@Injectable()
export class LogIns {
  constructor(
    private readonly users: AdminUsers,
    private readonly limits: LoginLimits,
    private readonly lane: PasswordLane,
    private readonly log: SecurityLog,
    private readonly codes: OneTimeCodes,
  ) {}

  /** @throws RequestProblem */
  async admit(credentials: Credentials): Promise<KnownAdmin> {
    await this.refuseBeyondLimits(credentials);
    const { username, password, address } = credentials;
    const authenticated = await this.lane.run(() => this.users.authenticate(username, password, address));
    if ('refusal' in authenticated) return this.refuse(credentials, authenticated.named, authenticated.refusal);
    const { user } = authenticated;
    const refusal = await this.refusalOfCode(user, credentials.code);
    if (refusal !== undefined) return this.refuse(credentials, user.id, refusal);
    await this.limits.giveBack(credentials);
    await this.log.note({
      ...{ event: 'loggedIn', actor: `admin:${user.id}`, subject: `admin-users/${user.id}`, name: username, address },
      reason: null,
    });
    return user;
  }

  /** Has a user who is in say the password once more. @throws RequestProblem */
  async confirm(id: AdminUserId, said: Omit<Credentials, 'username'>): Promise<void> {
    await this.admit({ username: await this.users.nameOf(id), ...said });
  }

  private async refusalOfCode(user: KnownAdmin, code: string | undefined): Promise<CodeRefusal | undefined> {
    if (!user.hasSecondFactor) return undefined;
    if (code === undefined) return 'no one-time code';
    return (await this.codes.use(user.id, code)) ? undefined : 'wrong one-time code';
  }

  private async refuse(
    credentials: Credentials,
    named: AdminUserId | undefined,
    refusal: LoginRefusal | CodeRefusal,
  ): Promise<never> {
    await this.refused(credentials, named, refusal);
    throw new RequestProblem(problems[refusal]);
  }

  private async refuseBeyondLimits(credentials: Credentials): Promise<void> {
    const { username, address } = credentials;
    const reached = await this.limits.take({
      ...{ username, address },
      isKnown: () => this.log.knowsAddress(username, address),
    });
    if (reached === undefined) return;
    const { limit, retryAfter, isFirst } = reached;
    // One note for each time: what goes on against a limit is not to fill the trail.
    if (isFirst) await this.refused(credentials, undefined, reasons[limit]);
    throw new RequestProblem({ code: 'too-many-requests', retryAfter });
  }

  /** A name that nobody has may be a password, typed in the wrong place, and is not kept. */
  private refused({ username, address }: Credentials, named: AdminUserId | undefined, reason: string): Promise<void> {
    return this.log.note({
      ...{ event: 'logInRefused', actor: 'nobody', address, reason },
      ...(named === undefined ? { subject: null, name: null } : { subject: `admin-users/${named}`, name: username }),
    });
  }
}
