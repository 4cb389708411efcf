import { accountIdOf, correctionIdOf, invoiceIdOf, type CorrectionId } from '../../model/ids.js';
import type { NewPosting } from '../../journal/posting.js';
import type { Corrections, LockedCorrection } from '../decide-correction.js';
import type { MemoryLedger } from './memory-ledger.js';

/** Corrections of one reseller, in memory. */
export class MemoryCorrections implements Corrections {
  constructor(
    private readonly ledger: MemoryLedger,
    private readonly resellerId: number,
  ) {}

  lock(id: CorrectionId): Promise<LockedCorrection | undefined> {
    const { corrections } = this.ledger.tables;
    const found = corrections.get(id);
    if (found?.resellerId !== this.resellerId) return Promise.resolve(undefined);
    const { accountId, status, total, lateInvoiceId } = found;
    return Promise.resolve({
      id: correctionIdOf(found.id),
      accountId: accountIdOf(accountId),
      status,
      total,
      lateInvoiceId: lateInvoiceId === null ? null : invoiceIdOf(lateInvoiceId),
    });
  }

  decide(id: CorrectionId, status: 'approved' | 'declined'): Promise<void> {
    const approvedAt = status === 'approved' ? this.ledger.clock.now() : null;
    this.ledger.tables.corrections.change(id, () => ({ status, approvedAt }));
    return Promise.resolve();
  }

  post(...postings: readonly NewPosting[]): Promise<void> {
    return this.ledger.post(...postings);
  }

  /** Nothing is due in these worlds but by hand. */
  settleDue(): Promise<void> {
    return Promise.resolve();
  }
}
