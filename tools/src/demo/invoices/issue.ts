import { ApproveInvoice, everything, type Invoice, type InvoiceId } from '@org/invoice-domain';
import { ledgerTransactionOf } from '@org/invoice-domain/persistence';
import type { Instant } from '@org/kernel';
import type { EntityManager } from 'typeorm';
import { LedgerTime } from '../ledger-time.js';
import { compareInstants } from '../moments.js';
import { noJobs } from '../usage/bill-usage.js';
import { reviewer } from '../parties/users.js';
import type { Approval } from '../usage/review.js';

/** Every invoice begins as a new one: lines can be written on no other. */
export const asNew = (invoice: Invoice): Invoice => ({ ...invoice, state: 'new', externallyApproved: false });

/** Makes subscription invoices pending: they have all their items and wait for the end of their period. */
export async function open(manager: EntityManager, sales: readonly Invoice[]): Promise<void> {
  const ids = sales.filter(({ state }) => state !== 'new').map(({ id }) => id);
  await manager.query(`UPDATE invoices SET state = 'pending', filled_at = created_at WHERE id = ANY ($1)`, [ids]);
}

interface Issue {
  readonly at: Instant;
  readonly actor: string;
  readonly approve: () => Promise<void>;
}

interface Issued {
  readonly sales: readonly Invoice[];
  readonly reviewed: readonly Approval[];
  readonly signal: AbortSignal;
}

/** Makes final what is over or reviewed, in the order of time: numbers and seals follow it. */
export async function issue(manager: EntityManager, { sales, reviewed, signal }: Issued): Promise<void> {
  const ledgerTransaction = ledgerTransactionOf(everything, manager, noJobs);
  const approval = new ApproveInvoice();
  const time = new LedgerTime(manager);
  const close = async (id: InvoiceId, externallyApproved: boolean): Promise<void> => {
    await manager.query(`UPDATE invoices SET state = 'approved', externally_approved = $2 WHERE id = $1`, [
      id,
      externallyApproved,
    ]);
  };
  const closings = sales
    .filter(({ state }) => state === 'approved')
    .map(({ id, updatedAt: at, externallyApproved }): Issue => {
      return { at, actor: 'job:demo', approve: () => close(id, externallyApproved) };
    });
  const approvals = reviewed.map(({ invoice, at }): Issue => {
    return { at, actor: reviewer, approve: () => approval.execute(ledgerTransaction, invoice.id) };
  });
  const issues = [...closings, ...approvals].toSorted((one, other) => compareInstants(one.at, other.at));
  for (const { at, actor, approve } of issues) {
    signal.throwIfAborted();
    await time.setActor(actor, at);
    await approve();
  }
}
