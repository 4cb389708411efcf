import { finalState, firstState } from '../../invoices/invoice-lifecycle.js';
import {
  forgedCreditNotes,
  missingCreditNotes,
  wrongCreditNotes,
  wrongVoidings,
} from '../../invoices/postgres/credit-note-checks.js';
import { sealedDocuments } from '../../invoices/postgres/sealed-documents.js';
import { lostCauses, wrongBalances } from '../../journal/postgres/journal-checks.js';
import {
  halfPaidCharges,
  wrongAllocated,
  wrongPayments,
  wrongSettlements,
} from '../../journal/postgres/allocation-checks.js';
import type { Check } from './check.js';
import { revisionChecks } from './revision-checks.js';

const sealed = `
  SELECT seal.*, lag(seal.number, 1, 0::bigint) OVER series AS number_before
  FROM invoice_seals seal WINDOW series AS (PARTITION BY seal.reseller_id ORDER BY seal.number)`;

/** Periods of accounts that are on an invoice or open. */
const chained = `
  SELECT account_id, tstzrange(starts_at, ends_at) AS period FROM invoices WHERE kind = 'usage'
  UNION ALL SELECT account_id, tstzrange(starts_at, ends_at) FROM open_periods`;

/** Questions about invoices, their series and the work on them. */
export const ledgerChecks: readonly Check[] = [
  {
    name: 'seals',
    sql: `SELECT format('reseller %s: the series says that its last seal is another', series.reseller_id) AS message
      FROM invoice_series series LEFT JOIN LATERAL (
        SELECT seal, place, credit FROM (${sealedDocuments}) document
        WHERE document.reseller_id = series.reseller_id ORDER BY place DESC, credit DESC LIMIT 1
      ) latest ON true
      WHERE (series.last_seal, series.last_number, series.last_credit_number) IS DISTINCT FROM (coalesce(latest.seal, ''),
        coalesce((SELECT max(number) FROM invoice_seals WHERE reseller_id = series.reseller_id), 0),
        coalesce((SELECT max(number) FROM credit_note_seals WHERE reseller_id = series.reseller_id), 0))`,
  },
  ...revisionChecks,
  { name: 'seals', sql: forgedCreditNotes },
  { name: 'numbers', sql: missingCreditNotes },
  { name: 'credit notes', sql: wrongCreditNotes },
  { name: 'credit notes', sql: wrongVoidings },
  {
    name: 'numbers',
    sql: `SELECT format('reseller %s: between number %s and number %s is a gap', reseller_id, number_before, number) AS message
      FROM (${sealed}) sealed WHERE number <> number_before + 1`,
  },
  {
    name: 'numbers',
    sql: `SELECT format('invoice %s, number %s of reseller %s, was deleted by %s at %s', seal.invoice_id, seal.number, seal.reseller_id,
        coalesce(event.actor, 'nobody who left a trace'), coalesce(event.created_at::text, 'an unknown time')) AS message
      FROM invoice_seals seal LEFT JOIN LATERAL (
        SELECT actor, created_at FROM invoice_events
        WHERE invoice_id = seal.invoice_id AND event = 'deleted' ORDER BY id DESC LIMIT 1
      ) event ON true
      WHERE NOT EXISTS (SELECT FROM invoices WHERE invoices.id = seal.invoice_id) ORDER BY seal.reseller_id, seal.number`,
  },
  {
    name: 'numbers',
    sql: `SELECT format('invoice %s is approved, and its number %s is not sealed', invoice.id, invoice.number) AS message
      FROM invoices invoice WHERE invoice.state = '${finalState}' AND NOT EXISTS (
        SELECT FROM invoice_seals seal WHERE seal.invoice_id = invoice.id AND seal.number = invoice.number
          AND seal.reseller_id = invoice.reseller_id) ORDER BY invoice.id`,
  },
  {
    name: 'unfinished',
    sql: `SELECT format('invoice %s is new since %s', id, created_at) AS message FROM invoices
      WHERE state = '${firstState}' AND kind = 'usage' AND created_at < ledger_at() - interval '10 minutes' ORDER BY id`,
  },
  {
    name: 'unfinished',
    sql: `SELECT format('subscriptions of account %s cannot be billed since %s: %s', account_id, parked_at, cause) AS message
      FROM parked_sales ORDER BY account_id`,
  },
  {
    name: 'numbers',
    sql: `SELECT format('invoice %s has the number %s of another final invoice of reseller %s', id,
        CASE WHEN shares_external_reference THEN reference ELSE coalesce(nullif(issued_reference, ''), reference) END, reseller_id) AS message,
        'warning' AS severity
      FROM invoices WHERE shares_issued_reference OR shares_external_reference ORDER BY id`,
  },
  {
    name: 'unfinished',
    sql: `SELECT format('account %s is parked by the billing run of %s: %s', account.account_id, run.at, account.cause) AS message
      FROM billing_run_accounts account JOIN billing_runs run ON run.id = account.billing_run_id
      WHERE account.outcome = 'parked' AND NOT EXISTS (
        SELECT FROM billing_run_accounts billed LEFT JOIN invoices invoice ON invoice.id = billed.invoice_id
        WHERE billed.account_id = account.account_id AND billed.outcome = 'billed'
          AND (billed.billing_run_id > account.billing_run_id OR invoice.created_at > run.started_at))
      ORDER BY run.at, account.account_id`,
  },
  {
    name: 'unfinished',
    sql: `SELECT format('the job %s %s failed for good: %s', job, data, cause) AS message FROM failed_jobs ORDER BY id`,
  },
  {
    name: 'journal',
    sql: wrongBalances,
  },
  {
    name: 'journal',
    sql: lostCauses,
  },
  ...[wrongAllocated, wrongSettlements, wrongPayments, halfPaidCharges].map((sql): Check => ({
    name: 'allocations',
    sql,
  })),
  {
    name: 'chains',
    sql: `SELECT format('account %s: its invoices and open periods go from %s to %s, its chain says %s to %s', account_id,
        lower(covered), upper(covered), lower(chained), upper(chained)) AS message
      FROM (
        SELECT account_id, range_merge(range_agg(period)) AS covered FROM (${chained}) periods GROUP BY account_id
      ) billed FULL JOIN (SELECT account_id, tstzrange(billed_from, billed_until) AS chained FROM billing_chains) chains USING (account_id)
      WHERE covered IS DISTINCT FROM chained ORDER BY account_id`,
  },
  {
    name: 'chains',
    sql: `SELECT format('account %s: from %s to %s %s', account_id, least(before, starts_at), greatest(before, starts_at),
        CASE WHEN before < starts_at THEN 'is on no invoice and in no open period' ELSE 'is on an invoice or in an open period twice' END) AS message
      FROM (
        SELECT account_id, lower(period) AS starts_at, max(upper(period)) OVER (
          PARTITION BY account_id ORDER BY lower(period), upper(period) ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING) AS before
        FROM (${chained}) periods
      ) links WHERE before <> starts_at ORDER BY account_id, starts_at`,
  },
];
