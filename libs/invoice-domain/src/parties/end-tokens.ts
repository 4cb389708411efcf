import { RecordNotFound } from '../model/domain-failure.js';
import type { AdminUserId } from '../model/ids.js';
import type { AdminUserRecords } from './admin-users.js';

/** Makes all tokens of a user of the admin API worthless. */
export class EndTokens {
  constructor(private readonly users: AdminUserRecords) {}

  /** @throws RecordNotFound */
  async execute(id: AdminUserId): Promise<void> {
    if (!(await this.users.endTokens(id))) throw new RecordNotFound('adminUser', String(id));
  }
}
