import { RecordNotFound } from '../model/domain-failure.js';
import type { AdminUserId } from '../model/ids.js';
import type { AdminUserRecords } from './admin-users.js';

/** Lets a user of the admin API log in without one-time codes, who has lost what makes them. */
export class RemoveSecondFactor {
  constructor(private readonly users: AdminUserRecords) {}

  /** @throws RecordNotFound */
  async execute(id: AdminUserId): Promise<void> {
    if (!(await this.users.removeSecondFactor(id))) throw new RecordNotFound('adminUser', String(id));
  }
}
