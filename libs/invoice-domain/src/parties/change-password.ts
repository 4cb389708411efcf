import { RecordNotFound } from '../model/domain-failure.js';
import type { AdminUserId } from '../model/ids.js';
import { refuseViolations } from '../writing/refuse-violations.js';
import { brokenByPassword } from './admin-user-rules.js';
import type { AdminUserRecords, HashPassword } from './admin-users.js';

/** Gives a user of the admin API another password. All its tokens end. */
export class ChangePassword {
  constructor(
    private readonly users: AdminUserRecords,
    private readonly hashPassword: HashPassword,
  ) {}

  /** @param member that the password is called in a request @throws InvalidRecord or RecordNotFound */
  async execute(id: AdminUserId, password: string, member?: string): Promise<void> {
    refuseViolations(brokenByPassword(password, member));
    const isThere = await this.users.changePassword(id, await this.hashPassword(password));
    if (!isThere) throw new RecordNotFound('adminUser', String(id));
  }
}
