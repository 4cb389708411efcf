import { isFinal } from '../invoices/invoice-lifecycle.js';
import { RecordNotFound, Refused } from '../model/domain-failure.js';
import type { InvoiceId } from '../model/ids.js';
import type { Crediting, LockedCreditable } from './crediting.js';

/** An invoice of which something is left to be credited, locked. @throws RecordNotFound, or Refused for any other one */
export const lockedCreditable = async (crediting: Crediting, id: InvoiceId): Promise<LockedCreditable> => {
  const locked = await crediting.lock(id);
  if (locked === undefined) throw new RecordNotFound('invoice', String(id));
  const { invoice, payment } = locked;
  if (!isFinal(invoice.state)) throw new Refused('credit-not-closed');
  if (invoice.voidedAt !== null) throw new Refused('already-voided');
  if (payment?.status === 'cancelled') throw new Refused('payment-cancelled');
  if (invoice.payableTotal.compareTo(invoice.credited) <= 0) throw new Refused('nothing-to-credit');
  return locked;
};
