import type { EntityManager } from 'typeorm';
import type { Instant } from '@org/kernel';
import { firstState } from '../../invoices/invoice-lifecycle.js';
import { defaultMaxCallDuration } from '../invoice-schedule.js';
import { monthsNow } from './proof.js';

/** The temporary table of the pieces of time that verification has to know the usage of. */
export const openPieces = async (manager: EntityManager): Promise<void> => {
  await manager.query('DROP TABLE IF EXISTS pg_temp.usage_pieces');
  await manager.query(
    `CREATE TEMPORARY TABLE usage_pieces (account_id integer NOT NULL, starts_at timestamptz NOT NULL, ends_at timestamptz NOT NULL,
       place text NOT NULL) ON COMMIT DROP`,
  );
};

/** Of an account on a schedule whose period ended a day ago, nothing should be left to bill. */
const isOverdue = `next_invoice_at + coalesce(max_call_duration, ${defaultMaxCallDuration}) * interval '1 second' < ledger_at() - interval '1 day'`;

/** The time after an account's last invoice is cut at the bounds of partitions: what is used today leaves earlier months as they are. */
const months = `
  SELECT bound AS starts_at, lead(bound, 1, 'infinity') OVER (ORDER BY bound) AS ends_at
  FROM (SELECT '-infinity'::timestamptz AS bound UNION SELECT starts_at FROM ${monthsNow} months UNION SELECT ends_at FROM ${monthsNow} months) bounds`;

/** Open periods that a run has had no day to bill. */
const fresh = `
  SELECT range_agg(tstzrange(open.starts_at, open.ends_at)) FROM open_periods open JOIN accounts ON accounts.id = open.account_id
  WHERE open.account_id = behind.account_id AND next_invoice_at IS NOT NULL AND is_due AND opened_at > ledger_at() - interval '1 day'`;

/**
 * Every stretch of every account that is on no invoice and should be, or that nobody will bill by itself. It follows from the invoices
 * and the open periods, whatever the table of chains says. What waits for a period of a schedule is left out and is not read: the
 * running one, and those opened within the last day.
 */
const stretches = `
  WITH billed AS MATERIALIZED (
    SELECT account_id, range_agg(tstzrange(starts_at, ends_at)) AS periods, max(ends_at) AS until FROM invoices WHERE kind = 'usage' GROUP BY account_id
  ),
  chained AS (
    SELECT account_id, coalesce(billed.periods, '{}') AS periods, greatest(billed.until, opened.until) AS until
    FROM billed FULL JOIN (SELECT account_id, max(ends_at) AS until FROM open_periods GROUP BY account_id) opened USING (account_id)
  )
  SELECT account_id, lower(rest) AS starts_at, upper(rest) AS ends_at, 'before' AS place
  FROM chained behind CROSS JOIN LATERAL unnest(tstzmultirange(tstzrange('-infinity', until)) - periods - coalesce((${fresh}), '{}')) AS rest
  UNION ALL
  SELECT id, greatest(until, month.starts_at), month.ends_at, 'after'
  FROM accounts LEFT JOIN chained ON chained.account_id = accounts.id
    JOIN (${months}) month ON month.starts_at < ledger_at() AND month.ends_at > coalesce(until, '-infinity')
  WHERE (next_invoice_at IS NULL OR ${isOverdue}) AND coalesce(until, '-infinity') < ledger_at()`;

/** @param since leaves out what is on invoices that were filled before */
export const addAllPieces = async (manager: EntityManager, since: Instant): Promise<void> => {
  await manager.query(
    `INSERT INTO usage_pieces
     SELECT DISTINCT account_id, starts_at, ends_at, 'billed' FROM invoices WHERE kind = 'usage' AND state <> '${firstState}' AND filled_at >= $1::timestamptz
     UNION ALL (${stretches})`,
    [since.toString()],
  );
  await manager.query('ANALYZE usage_pieces');
};

/** The periods of the invoices in the table `billed`. */
export const addBilledPieces = async (manager: EntityManager): Promise<void> => {
  await manager.query(`INSERT INTO usage_pieces SELECT DISTINCT account_id, starts_at, ends_at, 'billed' FROM billed`);
  await manager.query('ANALYZE usage_pieces');
};
