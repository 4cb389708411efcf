import type { Instant } from '@org/kernel';
import type { EntityManager } from 'typeorm';

/** Actor and time of the demo's changes, as the audit records them. */
export class LedgerTime {
  private lastSettings = '';

  constructor(private readonly manager: EntityManager) {}

  /** Sets actor and time of the following changes. */
  async setActor(actor: string, at: Instant): Promise<void> {
    const lastSettings = `${actor} ${at.toString()}`;
    if (lastSettings === this.lastSettings) return;
    await this.manager.query(`SELECT set_config('ledger.actor', $1, true), set_config('ledger.at', $2, true)`, [
      actor,
      at.toString(),
    ]);
    this.lastSettings = lastSettings;
  }
}
