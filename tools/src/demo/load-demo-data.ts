import { AdminUserEntity, InvoiceEntity, ResellerEntity } from '@org/invoice-domain/entities';
import { advanceIds, hashPassword } from '@org/invoice-domain/persistence';
import type { DataSource, EntityManager } from 'typeorm';
import { demoCredentials } from './credentials.js';
import { demoLedger, type DemoLedger } from './demo-ledger.js';
import { insertCalls, insertRows } from './insert-rows.js';
import { asNew, issue, open } from './invoices/issue.js';
import { entityOf, paymentTables, tableGroups } from './tables.js';
import { billUsage } from './usage/bill-usage.js';
import { manualOrdersOf } from './usage/manual-orders.js';
import { reviewOf } from './usage/review.js';

/** A part of the world that is there. */
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
    const steps = loadingSteps(manager, demoLedger(await hashPassword(demoCredentials.admin.password)));
    for (const [index, { name, load }] of steps.entries()) {
      await load();
      onProgress?.({ name, done: index + 1, of: steps.length });
    }
    await advanceIds(manager);
    return 'loaded';
  });
}

interface Step {
  readonly name: string;
  readonly load: () => Promise<void>;
}

/** Tables first, then what the ledger makes of them. */
function loadingSteps(manager: EntityManager, { rows, calls, accounts, commerce }: DemoLedger): readonly Step[] {
  const ledger = { ...rows, invoices: rows.invoices.map(asNew) };
  return [
    ...tableGroups.map(({ name, tables }) => ({
      name,
      load: async () => {
        for (const table of tables) await insertRows(manager, entityOf[table], ledger[table]);
      },
    })),
    {
      name: 'calls',
      load: async () => {
        await manager.query('SELECT cdrs_create_partitions($1::timestamptz, $2::timestamptz)', [
          calls.at(0)?.timeStart.toString(),
          calls.at(-1)?.timeStart.toString(),
        ]);
        await insertCalls(manager, calls);
      },
    },
    {
      name: 'invoices of usage',
      load: async () => {
        await advanceIds(manager);
        await billUsage(manager, manualOrdersOf(accounts));
      },
    },
    {
      name: 'payments and approvals',
      load: async () => {
        const invoices = await manager.find(InvoiceEntity, { where: { kind: 'usage' } });
        const reviewed = reviewOf(accounts, invoices);
        for (const { invoice, payment } of reviewed) {
          if (payment !== undefined) commerce.addPayment(payment, { invoiceId: invoice.id });
        }
        const payments = commerce.payments();
        for (const table of paymentTables) await insertRows(manager, entityOf[table], payments[table]);
        await open(manager, rows.invoices);
        await issue(manager, { sales: rows.invoices, reviewed });
      },
    },
  ];
}
