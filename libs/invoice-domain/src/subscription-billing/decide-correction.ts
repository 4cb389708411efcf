import { Decimal } from '@org/kernel';
import { correctionDebit } from './balance-effects.js';
import type { Journal } from '../journal/posting.js';
import { RecordNotFound, Refused } from '../model/domain-failure.js';
import { correctionMayBecome } from './correction-lifecycle.js';
import type { Correction } from './correction.js';
import type { CorrectionId } from '../model/ids.js';
import type { Settling } from '../payments/settling.js';

export type LockedCorrection = Pick<Correction, 'id' | 'accountId' | 'status' | 'total' | 'lateInvoiceId'>;

/** Corrections as one transaction and one reseller see them. */
export interface Corrections extends Journal, Settling {
  /** Holds its account, then itself. */
  lock(id: CorrectionId): Promise<LockedCorrection | undefined>;
  decide(id: CorrectionId, status: 'approved' | 'declined'): Promise<void>;
}

/**
 * Approves or declines a correction, once. The day of the approval decides on which invoice it is. Its amount is debited, unless it is for
 * usage that came late, which the switch has counted already. What it credits pays what is due.
 */
export class DecideCorrection {
  /** @throws RecordNotFound, or Refused when it has been decided before */
  async execute(corrections: Corrections, id: CorrectionId, status: 'approved' | 'declined'): Promise<void> {
    const correction = await corrections.lock(id);
    if (correction === undefined) throw new RecordNotFound('correction', String(id));
    if (!correctionMayBecome(correction.status, status)) throw new Refused('correction-decided');
    await corrections.decide(id, status);
    const amount = correctionDebit({ ...correction, status }).negated();
    await corrections.post({
      accountId: correction.accountId,
      amount,
      kind: 'correction',
      causeType: 'correction',
      causeId: id,
    });
    if (amount.compareTo(Decimal.zero) > 0) await corrections.settleDue(correction.accountId);
  }
}
