import type { Instant, TimeZone } from '@org/kernel';
import type { DataSource } from 'typeorm';
import type { AuditContext } from '../../model/audit-context.js';
import type { AccountId } from '../../model/ids.js';
import type { Sales } from '../sales.js';
import type { SalesLedger } from '../run-sales.js';
import type { LedgerTransactions } from '../../writing/postgres/ledger-transactions.js';
import type { SalesReader } from '../planned-sales.js';
import { hasSales } from './has-sales.js';
import { parkedCauseOf } from './parked-cause.js';
import { PostgresSales, PostgresSalesReader } from './postgres-sales.js';

/** $1: now, $2: the zone of resellers that have none of their own, $3: whether what was parked today is waiting, too. */
const waiting = `
SELECT account.id FROM accounts account
  JOIN resellers reseller ON reseller.id = account.reseller_id
  LEFT JOIN sales_billed billed ON billed.account_id = account.id
  LEFT JOIN parked_sales parked ON parked.account_id = account.id
WHERE ($3::boolean OR parked.is_due OR parked.parked_at IS NULL OR (parked.parked_at AT TIME ZONE coalesce(reseller.time_zone, $2))::date
    < ($1::timestamptz AT TIME ZONE coalesce(reseller.time_zone, $2))::date)
  AND coalesce(billed.until < ($1::timestamptz AT TIME ZONE coalesce(reseller.time_zone, $2))::date, true)
  AND ${hasSales}
ORDER BY account.id`;

export class PostgresSalesLedger implements SalesLedger {
  /**
   * @param platformZone of resellers that have no zone of their own
   * @param asOf the moment whose day is today; now unless said
   */
  constructor(
    private readonly dataSource: DataSource,
    private readonly transactions: LedgerTransactions,
    private readonly platformZone: TimeZone,
    private readonly asOf?: Instant,
  ) {}

  async waiting(retryParked: boolean): Promise<readonly AccountId[]> {
    const rows: readonly { readonly id: AccountId }[] = await this.dataSource.query(waiting, [
      (this.asOf ?? this.transactions.clock.now()).toString(),
      this.platformZone,
      retryParked,
    ]);
    return rows.map(({ id }) => id);
  }

  park(audit: AuditContext, id: AccountId, cause: string): Promise<void> {
    return this.transactions.run(audit, async (manager) => {
      await manager.query(
        `INSERT INTO parked_sales (account_id, cause, parked_at) SELECT id, $2, ledger_at() FROM accounts WHERE id = $1
         ON CONFLICT (account_id) DO UPDATE SET cause = excluded.cause, parked_at = excluded.parked_at, is_due = false`,
        [id, cause],
      );
    });
  }

  causeOf(error: unknown): string | undefined {
    return parkedCauseOf(error);
  }

  transaction<Result>(audit: AuditContext, work: (sales: Sales) => Promise<Result>): Promise<Result> {
    return this.transactions.run(audit, (manager) => work(new PostgresSales(manager, this.platformZone, this.asOf)));
  }

  read<Result>(work: (reader: SalesReader) => Promise<Result>): Promise<Result> {
    return this.transactions.read((manager) => work(new PostgresSalesReader(manager, this.platformZone, this.asOf)));
  }
}
