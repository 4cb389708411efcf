import type { Decimal } from '@org/kernel';
import { accountIdOf, correctionIdOf, invoiceIdOf, type CorrectionId } from '../../model/ids.js';
import type { Corrections, LockedCorrection } from '../decide-correction.js';
import type { MemoryLedger } from './memory-ledger.js';

/** Corrections of one reseller, in memory. */
export class MemoryCorrections implements Corrections {
  constructor(
    private readonly ledger: MemoryLedger,
    private readonly resellerId: number,
  ) {}

  lock(id: CorrectionId): Promise<LockedCorrection | undefined> {
    const { accounts, corrections } = this.ledger.tables;
    const found = corrections.get(id);
    if (found?.resellerId !== this.resellerId) return Promise.resolve(undefined);
    const { accountId, status, total, lateInvoiceId } = found;
    return Promise.resolve({
      id: correctionIdOf(found.id),
      accountId: accountIdOf(accountId),
      status,
      total,
      lateInvoiceId: lateInvoiceId === null ? null : invoiceIdOf(lateInvoiceId),
      paymentModel: accounts.row(accountId).paymentModel,
    });
  }

  decide({ id, accountId }: LockedCorrection, status: 'approved' | 'declined', debit: Decimal): Promise<void> {
    const approvedAt = status === 'approved' ? this.ledger.clock.now() : null;
    this.ledger.tables.corrections.change(id, () => ({ status, approvedAt }));
    this.ledger.moveBalance(accountId, debit.negated());
    return Promise.resolve();
  }
}
