import type { Instant } from '@org/kernel';
import type { EntityManager } from 'typeorm';

/** Who writes to the ledger and when, as its audit records it. */
export class LedgerTime {
  private told = '';

  constructor(private readonly manager: EntityManager) {}

  /** What is written from here on was done by somebody at a moment. */
  async actAs(actor: string, at: Instant): Promise<void> {
    const told = `${actor} ${at.toString()}`;
    if (told === this.told) return;
    await this.manager.query(`SELECT set_config('ledger.actor', $1, true), set_config('ledger.at', $2, true)`, [
      actor,
      at.toString(),
    ]);
    this.told = told;
  }
}
