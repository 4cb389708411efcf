import type { RecordInput } from '@org/json-api';
import type { Clock } from '@org/kernel';
import { InvalidRecord } from '../model/domain-failure.js';
import type { AdminUserId } from '../model/ids.js';
import { draftOf } from '../writing/draft-of.js';
import { refuseViolations } from '../writing/refuse-violations.js';
import { brokenByPassword, brokenByUser, type AdminUserDraft } from './admin-user-rules.js';
import type { AdminUserRecords, HashPassword } from './admin-users.js';

/** Adds a user of the admin API. */
export class AddAdminUser {
  constructor(
    private readonly users: AdminUserRecords,
    private readonly clock: Clock,
    private readonly hashPassword: HashPassword,
  ) {}

  /** @throws InvalidRecord */
  async execute(input: RecordInput, password: string): Promise<AdminUserId> {
    const draft = draftOf<AdminUserDraft>(input);
    refuseViolations(input.faults.length > 0 ? input.faults : [...brokenByUser(draft), ...brokenByPassword(password)]);
    const { username, role, active, allowedIps } = draft;
    const id = await this.users.add({
      username: username ?? '',
      passwordHash: await this.hashPassword(password),
      role: role ?? 'read',
      active: active ?? true,
      allowedIps: allowedIps?.length === 0 ? null : (allowedIps ?? null),
      createdAt: this.clock.now(),
    });
    if (id === undefined) throw new InvalidRecord({ member: 'username', message: 'has already been taken' });
    return id;
  }
}
