import type { Instant } from '@org/kernel';
import type { EntityManager } from 'typeorm';

/** Who writes to the ledger and when, as its audit records it. */
export class LedgerTime {
  private lastSettings = '';

  constructor(private readonly manager: EntityManager) {}

  /** What is written from here on was done by somebody at a moment. */
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
