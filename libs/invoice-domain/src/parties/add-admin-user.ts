import type { Clock } from '@org/kernel';
import { InvalidRecord } from '../model/domain-failure.js';
import type { AdminUserId } from '../model/ids.js';
import type { Violation } from '../model/violation.js';
import { refuseViolations } from '../writing/refuse-violations.js';
import type { AdminUser } from './admin-user.js';
import { credentialLimits } from './login.action.js';

/** Characters that a password has at least. */
const shortest = 12;

/** Users of the admin API within a transaction. */
export interface AdminUserRecords {
  /** @returns undefined where the name is taken, and nothing is added */
  add(user: Omit<AdminUser, 'id'>): Promise<AdminUserId | undefined>;
  /** Whether it is an address, or a range in CIDR notation. */
  isNetwork(text: string): boolean;
}

interface NewAdminUser {
  readonly username: string;
  readonly password: string;
  /** Addresses and CIDR ranges; none is any. */
  readonly allowedIps: readonly string[];
}

/** Adds a user of the admin API, who may do everything. */
export class AddAdminUser {
  constructor(
    private readonly users: AdminUserRecords,
    private readonly clock: Clock,
    private readonly hashPassword: (password: string) => Promise<string>,
  ) {}

  /** @throws InvalidRecord */
  async execute(user: NewAdminUser): Promise<AdminUserId> {
    refuseViolations([...brokenByName(user), ...brokenByPassword(user), ...this.brokenByAddresses(user)]);
    const { username, password, allowedIps } = user;
    const id = await this.users.add({
      username,
      passwordHash: await this.hashPassword(password),
      allowedIps: allowedIps.length === 0 ? null : allowedIps,
      createdAt: this.clock.now(),
    });
    if (id === undefined) throw new InvalidRecord({ member: 'username', message: 'has already been taken' });
    return id;
  }

  private brokenByAddresses({ allowedIps }: NewAdminUser): readonly Violation[] {
    return allowedIps
      .filter((address) => !this.users.isNetwork(address))
      .map((address) => ({ member: 'allowedIps', message: `${address} is no address and no range of addresses` }));
  }
}

const tooLong = (limit: number): string => `is too long (maximum is ${limit} characters)`;

const brokenByName = ({ username }: NewAdminUser): readonly Violation[] => {
  const member = 'username';
  if (username.trim() === '') return [{ member, message: "can't be blank" }];
  // PostgreSQL keeps no NUL, and nobody could type one.
  if (/\p{Cc}/u.test(username)) return [{ member, message: 'is invalid' }];
  return username.length > credentialLimits.username ? [{ member, message: tooLong(credentialLimits.username) }] : [];
};

const brokenByPassword = ({ password }: NewAdminUser): readonly Violation[] => {
  const member = 'password';
  if (password.length < shortest) return [{ member, message: `is too short (minimum is ${shortest} characters)` }];
  return password.length > credentialLimits.password ? [{ member, message: tooLong(credentialLimits.password) }] : [];
};
