import type { AuditContext } from '../model/audit-context.js';
import type { AccountId } from '../model/ids.js';
import { BillSales } from './bill-sales.js';
import { PlannedSales, type SalesPlan, type SalesReader } from './planned-sales.js';
import type { Sales } from './sales.js';

/** Port that opens the transactions of the billing of sales. */
export interface SalesLedger {
  /** Accounts that have bought something and were not dealt with today, by their resellers' calendars. */
  waiting(): Promise<readonly AccountId[]>;
  transaction<Result>(audit: AuditContext, work: (sales: Sales) => Promise<Result>): Promise<Result>;
  /** One state of the ledger, in which nothing can be written. */
  read<Result>(work: (reader: SalesReader) => Promise<Result>): Promise<Result>;
}

export interface SalesReport {
  readonly done: number;
  readonly failed: ReadonlyMap<AccountId, unknown>;
}

/** Bills the sales of every account whose day has begun. An account that cannot be billed does not stop the others. */
export class RunSales {
  private readonly bill = new BillSales();

  constructor(private readonly ledger: SalesLedger) {}

  async execute(audit: AuditContext): Promise<SalesReport> {
    const ids = await this.ledger.waiting();
    const failed = new Map<AccountId, unknown>();
    for (const id of ids) {
      try {
        await this.ledger.transaction(audit, (sales) => this.bill.execute(sales, id));
      } catch (error) {
        failed.set(id, error);
      }
    }
    return { done: ids.length - failed.size, failed };
  }

  /** Plan of a run. It reads and cannot write. */
  async preview(): Promise<readonly SalesPlan[]> {
    const ids = await this.ledger.waiting();
    return this.ledger.read(async (reader) => {
      const plans: SalesPlan[] = [];
      for (const id of ids) {
        const planned = new PlannedSales(reader);
        await this.bill.execute(planned, id);
        plans.push(planned.planFor(id));
      }
      return plans;
    });
  }
}
