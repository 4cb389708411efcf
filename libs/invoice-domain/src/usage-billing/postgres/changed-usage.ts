import type { ClientBase } from 'pg';
import { finalState } from '../../invoices/invoice-lifecycle.js';
import { post } from '../../journal/postgres/post.js';
import { offersForInvoices, oneOfferAtATime } from './late-corrections.js';

/** The temporary table of what a transaction changes: whose usage it was or is, and of when. */
const changedUsage = 'usage_changed';

/** Staged rows are looked up by their keys, whatever the planner thinks of a table that nobody has analysed. */
const byKeys = `SELECT set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true)`;

export const openChangedUsage = async (client: ClientBase): Promise<void> => {
  await client.query(byKeys);
  await client.query(`DROP TABLE IF EXISTS pg_temp.${changedUsage}`);
  await client.query(
    `CREATE TEMPORARY TABLE ${changedUsage} (account_id integer NOT NULL, at timestamptz NOT NULL) ON COMMIT DROP`,
  );
};

/** A sort of usage that may be taken out or given other values. */
export interface RevisedUsage {
  readonly table: 'cdrs' | 'transactions';
  readonly key: readonly string[];
  /** Columns that name the accounts of a row. */
  readonly accounts: readonly string[];
  /** SQL of rows of `account_id` and `at`: whose usage a row is. @param row an alias */
  readonly touched: (row: string) => string;
  /** SQL of `record_id`, `uuid` and `at` of a revision. @param row an alias */
  readonly identity: (row: string) => string;
  /** SQL of whether the row `staged` has the key of the row `revision`. */
  readonly isRevised: string;
  /** Whether rows have moved the balances of their accounts: calls have not, the switch counts them. */
  readonly isPosted: boolean;
}

export const revisedCalls: RevisedUsage = {
  table: 'cdrs',
  key: ['id', 'time_start'],
  accounts: ['customer_account_id', 'vendor_account_id'],
  touched: (row) => `SELECT account_id, ${row}.time_start AS at
    FROM (VALUES (CASE WHEN ${row}.is_last_cdr THEN ${row}.customer_account_id END), (${row}.vendor_account_id)) AS used (account_id)
    WHERE account_id IS NOT NULL`,
  identity: (row) => `${row}.id, NULL::uuid, ${row}.time_start`,
  isRevised: 'revision.at = staged.time_start AND revision.record_id = staged.id',
  isPosted: false,
};

export const revisedTransactions: RevisedUsage = {
  table: 'transactions',
  key: ['uuid'],
  accounts: ['account_id'],
  touched: (row) => `SELECT ${row}.account_id, ${row}.created_at AS at`,
  identity: (row) => `${row}.id, ${row}.uuid, ${row}.created_at`,
  isRevised: 'revision.uuid = staged.uuid',
  isPosted: true,
};

/**
 * SQL expressions of a query that keep the rows of `gone`, each with its `record` as it was and the reason of its change, as the
 * revisions `revised`, and give back what they had debited.
 */
export const keepRevisions = ({ table, identity, isPosted }: RevisedUsage, change: string): string => `revised AS (
  INSERT INTO usage_revisions (kind, record_id, uuid, at, change, record, import_id, reason)
  SELECT '${table}', ${identity('gone')}, '${change}', gone.record, gone.import_id, gone.reason FROM gone
  RETURNING id, record
)${isPosted ? `, reversed AS (${reverse})` : ''}`;

/** Gives back the debits of the transactions that `revised` keeps. */
const reverse = post(`
  SELECT (record ->> 'account_id')::integer AS account_id, (record ->> 'amount')::numeric AS amount, 'reversal' AS kind,
    'usage_revision' AS cause_type, id AS cause_id, NULL::timestamptz AS booked_at
  FROM revised`);

/** SQL that debits the other values of the transactions in `changed`, for the revisions that kept the former ones. */
export const postReplacements = post(`
  SELECT changed.account_id, -changed.amount AS amount, 'replacement' AS kind, 'usage_revision' AS cause_type,
    (SELECT max(id) FROM usage_revisions WHERE uuid = changed.uuid) AS cause_id, NULL::timestamptz AS booked_at
  FROM changed`);

/** SQL that notes whose usage the rows of a query are or were. */
export const noteChanged = ({ touched }: RevisedUsage, rows: string): string => `
INSERT INTO ${changedUsage} (account_id, at)
SELECT used.account_id, used.at FROM ${rows} CROSS JOIN LATERAL (${touched(rows)}) AS used`;

const tellInvoices = (tell: 'invoices_mark_stale' | 'usage_came_late'): string => `
SELECT ${tell}(array_agg(account_id), array_agg(at))
FROM ${changedUsage} JOIN billing_chains USING (account_id) WHERE at < billed_until HAVING count(*) > 0`;

const approved = `
SELECT DISTINCT invoice.id FROM ${changedUsage} used JOIN invoices invoice
  ON invoice.account_id = used.account_id AND invoice.starts_at <= used.at AND invoice.ends_at > used.at
WHERE invoice.kind = 'usage' AND invoice.state = '${finalState}'`;

/**
 * Settles what follows from changed usage, whose accounts are locked: invoices under review are stale.
 * @param isMoved whether there may be usage now where there was none
 */
export const settleChanges = async (client: ClientBase, isMoved: boolean): Promise<void> => {
  await client.query(tellInvoices(isMoved ? 'usage_came_late' : 'invoices_mark_stale'));
};

/** Offers a correction for each approved invoice whose usage was changed. @param which a query of their ids, over $1 */
export const offerChanges = async (client: ClientBase, which = approved, values: unknown[] = []): Promise<void> => {
  const { rows } = await client.query<{ readonly id: string }>(which, values);
  if (rows.length === 0) return;
  await client.query(oneOfferAtATime);
  await client.query(offersForInvoices, [rows.map(({ id }) => id)]);
};
