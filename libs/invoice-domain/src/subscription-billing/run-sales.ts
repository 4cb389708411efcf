import type { AuditContext } from '../model/audit-context.js';
import type { AccountId } from '../model/ids.js';
import { BillSales } from './bill-sales.js';
import { PlannedSales, type SalesPlan, type SalesReader } from './planned-sales.js';
import type { Sales } from './sales.js';

/** Port that opens the transactions of the billing of sales. */
export interface SalesLedger {
  /**
   * Accounts that the calendar has something to do for and were not dealt with today, by their resellers' calendars.
   * @param retryParked also those that were parked today
   */
  waiting(retryParked: boolean): Promise<readonly AccountId[]>;
  /** Keeps an account with the cause, until it is billed. */
  park(audit: AuditContext, id: AccountId, cause: string): Promise<void>;
  /** Cause of an error in the data of an account, in plain words; undefined for any other error. */
  causeOf(error: unknown): string | undefined;
  transaction<Result>(audit: AuditContext, work: (sales: Sales) => Promise<Result>): Promise<Result>;
  /** One state of the ledger, in which nothing can be written. */
  read<Result>(work: (reader: SalesReader) => Promise<Result>): Promise<Result>;
}

export interface SalesReport {
  readonly done: number;
  /** Everything that was not done. */
  readonly failed: ReadonlyMap<AccountId, unknown>;
  /** The causes of those that were parked: the fault lies in their data. */
  readonly parked: ReadonlyMap<AccountId, string>;
}

export interface SalesOptions {
  /** Tries again what was parked today. */
  readonly retryParked?: boolean;
}

/** Bills the sales of every account whose day has begun. An account that cannot be billed is parked and does not stop the others. */
export class RunSales {
  private readonly bill = new BillSales();

  constructor(private readonly ledger: SalesLedger) {}

  async execute(audit: AuditContext, { retryParked = false }: SalesOptions = {}): Promise<SalesReport> {
    const ids = await this.ledger.waiting(retryParked);
    const failed = new Map<AccountId, unknown>();
    const parked = new Map<AccountId, string>();
    for (const id of ids) {
      try {
        await this.ledger.transaction(audit, (sales) => this.bill.execute(sales, id));
      } catch (error) {
        failed.set(id, error);
        const cause = this.ledger.causeOf(error);
        if (cause === undefined) continue;
        await this.ledger.park(audit, id, cause);
        parked.set(id, cause);
      }
    }
    return { done: ids.length - failed.size, failed, parked };
  }

  /** Plan of a run. It reads and cannot write. */
  async preview(): Promise<readonly SalesPlan[]> {
    const ids = await this.ledger.waiting(true);
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
