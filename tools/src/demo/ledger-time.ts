import type { Instant } from '@org/kernel';
import type { EntityManager } from 'typeorm';

/** What is written from here on was done by somebody at a moment. */
export const actAs = async (manager: EntityManager, actor: string, at: Instant): Promise<void> => {
  await manager.query(`SELECT set_config('ledger.actor', $1, true), set_config('ledger.at', $2, true)`, [
    actor,
    at.toString(),
  ]);
};
