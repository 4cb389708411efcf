import { AdminUserEntity, advanceIds, hashPassword, ResellerEntity } from '@org/invoice-domain/persistence';
import type { DataSource, EntityManager } from 'typeorm';
import { demoCredentials } from './credentials.js';
import { demoLedger } from './demo-ledger.js';
import { insertRows } from './insert-rows.js';
import { asNew, issue } from './invoices/issue.js';
import { entityOf, tableGroups } from './tables.js';

/** A group of tables that is filled. */
export interface LoadingStep {
  readonly name: string;
  readonly done: number;
  readonly of: number;
}

export interface LoadingOptions {
  readonly onProgress?: (step: LoadingStep) => void;
}

/** Any number, as long as every process of this project takes the same one. */
const loadingLock = 7_310_455_290;

const isEmpty = async (manager: EntityManager): Promise<boolean> =>
  !(await manager.exists(ResellerEntity)) && !(await manager.exists(AdminUserEntity));

/**
 * Fills an empty ledger, one without resellers and admin users, with the demo world; a ledger that holds any is left
 * alone. All or nothing: it is one transaction, and of two processes that load at once the second finds a full ledger.
 */
export function loadDemoData(
  dataSource: DataSource,
  { onProgress }: LoadingOptions = {},
): Promise<'loaded' | 'not-empty'> {
  return dataSource.transaction(async (manager) => {
    await manager.query(`SELECT pg_advisory_xact_lock($1), set_config('ledger.actor', 'job:demo', true)`, [
      loadingLock,
    ]);
    if (!(await isEmpty(manager))) return 'not-empty';
    const { invoices, ...rest } = demoLedger(await hashPassword(demoCredentials.admin.password));
    const ledger = { ...rest, invoices: invoices.map(asNew) };
    for (const [index, { name, tables }] of tableGroups.entries()) {
      for (const table of tables) await insertRows(manager, entityOf[table], ledger[table]);
      onProgress?.({ name, done: index + 1, of: tableGroups.length });
    }
    await issue(manager, invoices);
    await advanceIds(manager);
    return 'loaded';
  });
}
