import { expect } from '@jest/globals';
import type { BookedService } from './booked.js';
import type { Books } from './books.js';
import { moneyOf, type CommerceLedger, type SeenInvoice } from './commerce-ledger.js';
import { named } from './named.js';

/** Books see what a run has put on invoices, and which payments these have got. */
export const lookAt = async (ledger: CommerceLedger, books: Books): Promise<readonly SeenInvoice[]> => {
  const seen = await ledger.invoices();
  await lookAtItems(ledger, books, seen);
  await lookAtServices(ledger, books);
  for (const { id, total, isFinal, model } of seen) {
    const amount = books.centsOn(id);
    expect({ id, total }).toEqual({ id, total: moneyOf(amount) });
    const isPayable = isFinal && model === 'postpay' && amount > 0n;
    expect({ id, services: books.services.filter((service) => service.invoice === id).length }).toEqual({
      id,
      services: isPayable ? 1 : 0,
    });
  }
  return seen;
};

/** Nothing leaves a final invoice, and only the calendar closes what is blocked. */
const lookAtItems = async (ledger: CommerceLedger, books: Books, seen: readonly SeenInvoice[]): Promise<void> => {
  const found = await ledger.rows<{ readonly key: string; readonly invoice: number | null; readonly status: string }>(
    `SELECT named.key, invoice_id::integer AS invoice, status FROM ${named('charges')} JOIN charges USING (id)
     UNION ALL SELECT named.key, invoice_id::integer, status FROM ${named('corrections')} JOIN corrections USING (id)`,
  );
  const places = new Map(found.map((item) => [item.key, item]));
  const final = new Set(seen.filter(({ isFinal }) => isFinal).map(({ id }) => id));
  for (const item of [...books.charges, ...books.corrections]) {
    const place = places.get(item.key);
    if (item.isFinal)
      expect({ key: item.key, invoice: place?.invoice }).toEqual({ key: item.key, invoice: item.invoice });
    item.invoice = place?.invoice ?? null;
    item.isFinal = item.invoice !== null && final.has(item.invoice);
    if (place?.status === 'closed' && item.status === 'blocked') item.status = 'closed';
  }
};

const lookAtServices = async (ledger: CommerceLedger, books: Books): Promise<void> => {
  const services = await ledger.rows<
    Pick<BookedService, 'id' | 'invoice' | 'account' | 'due'> & { readonly total: string }
  >(
    `SELECT payment.id::integer, link.invoice_id::integer AS invoice, payment.account_id AS account, trim_scale(payment.total)::text AS total,
       payment.expiration_date::text AS due
     FROM payments payment JOIN invoice_payments link ON link.payment_id = payment.id ORDER BY payment.id`,
  );
  for (const { id, invoice, account, total, due } of services) {
    if (books.services.some((service) => service.id === id)) continue;
    const amount = books.centsOn(invoice);
    expect({ id, total }).toEqual({ id, total: moneyOf(amount) });
    books.services.push({
      ...{ id, invoice, account, total: amount, due, allocated: 0n, status: 'waiting_for_payment' },
      ...{ isApproved: false, number: null, approvals: 0, completions: 0 },
    });
  }
};
