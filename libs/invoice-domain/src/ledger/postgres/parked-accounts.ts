import type { EntityManager } from 'typeorm';

/** Accounts that cannot be billed until somebody looks at them. */
export interface ParkedAccounts {
  /** Those that the latest billing run left out. */
  readonly usage: number;
  readonly subscriptions: number;
}

const parked = `
SELECT (SELECT count(*) FROM billing_run_accounts
    WHERE outcome = 'parked' AND billing_run_id = (SELECT max(id) FROM billing_runs))::integer AS usage,
  (SELECT count(*) FROM parked_sales)::integer AS subscriptions`;

export const parkedAccounts = async (manager: EntityManager): Promise<ParkedAccounts> => {
  const [found]: readonly ParkedAccounts[] = await manager.query(parked);
  if (found === undefined) throw new Error('a count is always there');
  return found;
};
