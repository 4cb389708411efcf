import type { EntityManager } from 'typeorm';
import type { Instant } from '@org/kernel';
import { finalState } from '../../invoices/invoice-lifecycle.js';
import type { CorrectionId, InvoiceId } from '../../model/ids.js';
import { lateUsageOf } from './late-usage.js';

/**
 * Late usage of approved invoices, less the corrections already offered for it, declined ones included; of those whose usage is again what
 * they say, too.
 * @param which a condition on `invoices`
 */
const offersFor = (which: string): string => `${lateUsageOf(which)},
due AS (
  SELECT invoice.id, coalesce(sum(late.spent) - sum(late.earned), 0)
    - coalesce((SELECT sum(total) FROM corrections WHERE corrections.late_invoice_id = invoice.id), 0) AS total
  FROM billed invoice LEFT JOIN late USING (id) WHERE invoice.state = '${finalState}' GROUP BY invoice.id
)
INSERT INTO corrections (account_id, reseller_id, status, total, comment, period_from, period_to, include_in_invoice,
  late_invoice_id, created_at, updated_at)
SELECT invoice.account_id, invoice.reseller_id, 'approval_required', due.total,
  format('Usage of the period of invoice %s that changed after it was filled', coalesce(invoice.reference, invoice.id::text)),
  invoice.from_date, greatest(invoice.from_date, invoice.to_date - 1), true, invoice.id, ledger_at(), ledger_at()
FROM due JOIN invoices invoice ON invoice.id = due.id WHERE due.total <> 0
ORDER BY invoice.id RETURNING id, late_invoice_id AS "invoiceId", trim_scale(total)::text AS total`;

const offers = offersFor('filled_at >= $1::timestamptz');

/** The same for invoices with these ids ($1), so that whoever changes usage offers what follows from it at once. */
export const offersForInvoices = offersFor('id = ANY ($1::bigint[])');

/** Two at once would offer the same twice. */
export const oneOfferAtATime = 'LOCK TABLE corrections IN SHARE ROW EXCLUSIVE MODE';

/** A correction that waits for approval. */
export interface OfferedCorrection {
  readonly id: CorrectionId;
  readonly invoiceId: InvoiceId;
  /** Exact; negative when the account gets money back. */
  readonly total: string;
}

/**
 * Offers a correction for each approved invoice whose usage has changed since it was aggregated ([ADR 0023]: docs/adr/0023-late-usage.md).
 * Twice in a row it offers nothing more.
 * @param since looks at invoices whose usage was aggregated since then
 */
export const offerLateCorrections = async (
  manager: EntityManager,
  since: Instant,
): Promise<readonly OfferedCorrection[]> => {
  await manager.query(oneOfferAtATime);
  return manager.query(offers, [since.toString()]);
};

/** Approved corrections for late usage that are on no invoice yet. */
export const awaitsInvoice = `corrections.late_invoice_id IS NOT NULL AND corrections.invoice_id IS NULL
    AND corrections.status = 'approved' AND corrections.include_in_invoice`;

/** $1: ids of new invoices. The latest of an account takes the approved corrections for late usage that are on none yet. */
export const attachLateCorrections = `
WITH taken AS (
  UPDATE corrections SET invoice_id = invoice.id, updated_at = ledger_at()
  FROM (
    SELECT DISTINCT ON (account_id) id, account_id FROM invoices WHERE id = ANY ($1::bigint[]) ORDER BY account_id, starts_at DESC
  ) invoice
  WHERE corrections.account_id = invoice.account_id
    AND ${awaitsInvoice}
  RETURNING corrections.invoice_id, corrections.total
),
sums AS (SELECT invoice_id, sum(total) AS total FROM taken GROUP BY invoice_id)
UPDATE invoices SET corrections_amount = sums.total, total = sums.total
FROM sums WHERE invoices.id = sums.invoice_id`;
