import type { Instant } from '@org/kernel';
import type { EntityManager } from 'typeorm';
import { firstState } from '../../invoices/invoice-lifecycle.js';
import { monthsNow, type Proof } from './proof.js';

/** Whether a verification has looked at everything since this moment ($1): no month of calls and no invoice is older. */
const isWhole = `
SELECT NOT EXISTS (SELECT FROM invoices WHERE kind = 'usage' AND state <> '${firstState}' AND filled_at < $1::timestamptz)
  AND NOT EXISTS (SELECT FROM ${monthsNow} months WHERE starts_at < $1::timestamptz) AS whole`;

const proven = ['proven_usage', 'proven_months', 'proven_invoices'] as const;

/** Proofs of pieces that no invoice asks for any more. */
const outdated = [
  `DELETE FROM proven_usage WHERE (account_id, starts_at, ends_at) NOT IN (SELECT account_id, starts_at, ends_at FROM usage_pieces)`,
  `DELETE FROM proven_months WHERE (starts_at, ends_at) NOT IN (SELECT starts_at, ends_at FROM ${monthsNow} months)`,
  `DELETE FROM proven_invoices WHERE invoice_id NOT IN (SELECT id FROM invoices)`,
];

/**
 * All that is proven holds now, so it goes to the first of the verifications, which is brought up to date ($1: by which one): only what was
 * proven since the last time is written. What was changed before is of no interest any more.
 */
const settle = [
  `UPDATE verifications first SET snapshot = latest.snapshot, usage_tables = latest.usage_tables, line_tables = latest.line_tables,
     proven_at = latest.proven_at
   FROM verifications latest WHERE latest.id = $1 AND first.id = (SELECT min(id) FROM verifications)`,
  ...proven.map(
    (table) =>
      `UPDATE ${table} SET verification_id = (SELECT min(id) FROM verifications) WHERE verification_id <> (SELECT min(id) FROM verifications)`,
  ),
  'DELETE FROM verifications WHERE id <> (SELECT min(id) FROM verifications)',
  'DELETE FROM usage_changes',
  'DELETE FROM line_changes',
];

/** After a verification of the whole ledger: keeps what is proven, and forgets the changes that were looked at. */
export const forgetWhatIsSettled = async (manager: EntityManager, { id }: Proof, since: Instant): Promise<void> => {
  const [found]: readonly { readonly whole: boolean }[] = await manager.query(isWhole, [since.toString()]);
  if (found?.whole !== true) return;
  for (const statement of outdated) await manager.query(statement);
  const [update = '', ...others] = settle;
  await manager.query(update, [id]);
  for (const statement of others) await manager.query(statement);
};
