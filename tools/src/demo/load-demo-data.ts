import {
  AdminUserEntity,
  InvoiceEntity,
  InvoicePaymentEntity,
  PaymentChargeEntity,
  PaymentCorrectionEntity,
  PaymentEntity,
  ResellerEntity,
} from '@org/invoice-domain/entities';
import { advanceIds } from '@org/invoice-domain/persistence';
import type { LocalDate } from '@org/kernel';
import type { DataSource, EntityManager } from 'typeorm';
import { Calendar } from './calendar.js';
import { allocatePaid } from './commerce/allocate-paid.js';
import { keepJournal } from './commerce/journal.js';
import { insertRows, type Table } from './insert-rows.js';
import { credit } from './invoices/credit.js';
import { issue, open } from './invoices/issue.js';
import { billUsage } from './usage/bill-usage.js';
import { importCalls } from './usage/import-calls.js';
import { manualOrdersOf } from './usage/manual-orders.js';
import { reviewOf } from './usage/review.js';
import { demoWorld, type DemoWorld } from './world.js';

/** A part of the world that is there. */
export interface LoadingStep {
  readonly name: string;
  readonly done: number;
  readonly of: number;
}

export interface LoadingOptions {
  /** The day the world ends on: nothing in it is later than the midnight, UTC, that this day begins with. */
  readonly today: LocalDate;
  /** Whole months before the current one, 3 to 12. Default: 3. */
  readonly months?: number;
  /** Called when the ledger was found empty. */
  readonly onStart?: () => void;
  readonly onProgress?: (step: LoadingStep) => void;
  /** Once aborted, loading ends within a second, with its reason, and leaves nothing behind. */
  readonly signal?: AbortSignal | undefined;
}

/** Number of records of a loaded world. */
export interface LoadedWorld {
  readonly accounts: number;
  readonly calls: number;
  readonly transactions: number;
  readonly invoices: number;
}

/** Any number, as long as every process of this project takes the same one. */
const loadingLock = 7_310_455_290;

/** Ids that a load used before it broke off come back by no rollback; the same day gives the same ones. */
const startIds = (manager: EntityManager): Promise<unknown> =>
  manager.query(
    manager.dataSource.entityMetadatas
      .map(
        ({ tableName }) => `SELECT setval(pg_get_serial_sequence('${tableName}', 'id'), coalesce(max(id) + 1, 1), false)
          FROM ${tableName}`,
      )
      .join(' UNION ALL '),
  );

const isEmpty = async (manager: EntityManager): Promise<boolean> =>
  !(await manager.exists(ResellerEntity)) && !(await manager.exists(AdminUserEntity));

/**
 * Loads the demo world into an empty ledger, one without resellers and admin users; a ledger that holds any is left alone. All or nothing:
 * it is one transaction, and of two processes that load at once the second finds a full ledger. The same day gives the same rows, but for
 * what the database draws itself: UUIDs of invoices of usage, their seals, and the ids of events.
 * @returns undefined when the ledger was not empty
 * @throws RangeError when today is before 10 January 2026
 */
export function loadDemoData(
  dataSource: DataSource,
  { today, months = 3, onStart, onProgress, signal = new AbortController().signal }: LoadingOptions,
): Promise<LoadedWorld | undefined> {
  const calendar = new Calendar(today, months);
  return dataSource.transaction(async (manager) => {
    await manager.query(`SELECT pg_advisory_xact_lock($1), set_config('ledger.actor', 'job:demo', true)`, [
      loadingLock,
    ]);
    if (!(await isEmpty(manager))) return undefined;
    signal.throwIfAborted();
    onStart?.();
    await startIds(manager);
    const world = demoWorld(calendar);
    const steps = loadingSteps(manager, world, { calendar, signal });
    for (const [index, { name, load }] of steps.entries()) {
      signal.throwIfAborted();
      await load();
      onProgress?.({ name, done: index + 1, of: steps.length });
    }
    await advanceIds(manager);
    const { accounts, calls, transactions } = world;
    return {
      accounts: accounts.length,
      calls: calls.length,
      transactions: transactions.length,
      invoices: await manager.count(InvoiceEntity),
    };
  });
}

interface Step {
  readonly name: string;
  readonly load: () => Promise<void>;
}

/** Tables first, then what the ledger makes of them. */
function loadingSteps(
  manager: EntityManager,
  { groups, calls, accounts, invoices: sales, commerce }: DemoWorld,
  { calendar, signal }: { readonly calendar: Calendar; readonly signal: AbortSignal },
): readonly Step[] {
  const insertAll = async (tables: readonly Table[]): Promise<void> => {
    for (const table of tables) await insertRows(manager, table);
  };
  return [
    ...groups.map(({ name, tables }) => ({ name, load: () => insertAll(tables) })),
    {
      name: 'calls',
      load: async () => {
        await manager.query('SELECT cdrs_create_partitions($1::timestamptz, $2::timestamptz)', [
          calls.at(0)?.timeStart.toString(),
          calls.at(-1)?.timeStart.toString(),
        ]);
        await importCalls(manager, calls, { calendar, signal });
      },
    },
    {
      name: 'invoices of usage',
      load: async () => {
        await advanceIds(manager);
        await billUsage(manager, manualOrdersOf(accounts, calendar), { calendar, signal });
      },
    },
    {
      name: 'payments and approvals',
      load: async () => {
        const billed = await manager.find(InvoiceEntity, { where: { kind: 'usage' } });
        const reviewed = reviewOf(accounts, billed, calendar);
        for (const { invoice, payment } of reviewed) {
          if (payment !== undefined) commerce.addPayment(payment, { invoiceId: invoice.id });
        }
        const { payments, invoicePayments, paymentCharges, paymentCorrections } = commerce.payments();
        await insertAll([
          [PaymentEntity, payments],
          [InvoicePaymentEntity, invoicePayments],
          [PaymentChargeEntity, paymentCharges],
          [PaymentCorrectionEntity, paymentCorrections],
        ]);
        await open(manager, sales);
        await issue(manager, { sales, reviewed, signal });
        await allocatePaid(manager);
      },
    },
    { name: 'journals', load: () => keepJournal(manager, calendar) },
    {
      name: 'credit notes',
      load: async () => {
        await advanceIds(manager);
        await credit(manager, calendar);
      },
    },
  ];
}
