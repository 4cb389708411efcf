import { CreditInvoice, everything, type ChargeId, type InvoiceId } from '@org/invoice-domain';
import { PostgresCrediting } from '@org/invoice-domain/persistence';
import { instantOf } from '@org/kernel';
import type { EntityManager } from 'typeorm';
import type { Calendar } from '../calendar.js';
import { LedgerTime } from '../ledger-time.js';
import { reviewer } from '../parties/users.js';

interface Wrong {
  readonly id: InvoiceId;
  readonly chargeId: ChargeId;
  readonly at: string;
}

/** $1: the last moment there is. A charge of the first invoice of each reseller that has one, three days after its approval: of which no money goes back with a payment. */
const wrong = `
SELECT DISTINCT ON (invoice.reseller_id) invoice.id, charge.id AS "chargeId",
  to_char((invoice.approved_at + interval '3 days') AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at
FROM invoices invoice JOIN charges charge ON charge.invoice_id = invoice.id
WHERE invoice.state = 'approved' AND invoice.account_id NOT IN (74, 906) AND charge.amount > 0 AND charge.amount <= invoice.payable_total
  AND charge.amount = round(charge.amount, 2) AND invoice.approved_at + interval '3 days' < $1::timestamptz
  AND NOT EXISTS (SELECT FROM invoice_payments link JOIN payments payment ON payment.id = link.payment_id
    WHERE link.invoice_id = invoice.id AND payment.status = 'cancelled')
  AND NOT EXISTS (SELECT FROM charges refunded WHERE refunded.invoice_id = invoice.id AND refunded.status IN ('waiting_for_refund', 'refunded'))
ORDER BY invoice.reseller_id, invoice.approved_at, invoice.id, charge.id`;

/** Credits a charge of an invoice of each reseller. */
export async function credit(manager: EntityManager, { now }: Calendar): Promise<void> {
  const time = new LedgerTime(manager);
  const found: readonly Wrong[] = await manager.query(wrong, [now.toString()]);
  for (const { id, chargeId, at } of found) {
    await time.setActor(reviewer, instantOf(at));
    const line = { chargeId, correctionId: undefined, amount: undefined };
    const order = { reason: 'The service was not delivered', amount: undefined, lines: [line] };
    await new CreditInvoice().execute(new PostgresCrediting(everything, manager), id, order);
  }
}
