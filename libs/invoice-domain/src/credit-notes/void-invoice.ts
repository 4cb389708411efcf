import { Refused } from '../model/domain-failure.js';
import type { InvoiceId } from '../model/ids.js';
import { isPaid, paymentMayBecome } from '../payments/payment-lifecycle.js';
import { lockedCreditable } from './creditable.js';
import type { Crediting, LockedCreditable } from './crediting.js';
import { issueCreditNote } from './issue-credit-note.js';

/**
 * Voids a final invoice of subscriptions that nothing was paid of: it is credited in full, which pays it, and what was on it is billed anew.
 * The invoice itself stays as it was sealed.
 */
export class VoidInvoice {
  /** @throws RecordNotFound, or Refused */
  async execute(crediting: Crediting, id: InvoiceId, reason: string): Promise<void> {
    const locked = await lockedCreditable(crediting, id);
    refusePaid(locked);
    const { payableTotal: total } = locked.invoice;
    await issueCreditNote(crediting, locked, { kind: 'void', reason, total, lines: 'rest' });
    await crediting.reopen(id);
  }
}

/** @throws Refused unless the invoice waits for its payment */
const refusePaid = ({ invoice, payment }: LockedCreditable): void => {
  if (invoice.kind !== 'commerce') throw new Refused('void-of-usage');
  if (invoice.paymentModel === 'prepay') {
    throw new Refused('void-of-paid', { detail: 'What is on the invoice was paid in advance: credit it instead.' });
  }
  if (!invoice.credited.isZero()) throw new Refused('void-of-credited');
  if (payment !== undefined) {
    if (isPaid(payment.status) || !payment.amountPaid.isZero()) throw new Refused('void-of-paid');
    if (!paymentMayBecome(payment.status, 'paid_from_balance')) throw new Refused('payment-in-process');
  }
  if (invoice.externallyApproved) {
    throw new Refused('void-of-external', { detail: 'Withdraw the approval of the third-party system first.' });
  }
};
