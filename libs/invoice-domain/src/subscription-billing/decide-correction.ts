import { Decimal } from '@org/kernel';
import { correctionDebit } from './balance-effects.js';
import { RecordNotFound, Refused } from '../model/domain-failure.js';
import { correctionMayBecome } from './correction-lifecycle.js';
import type { Correction } from './correction.js';
import type { CorrectionId } from '../model/ids.js';
import type { PaymentModel } from '../parties/payment-model.js';

export interface LockedCorrection extends Pick<Correction, 'id' | 'accountId' | 'status' | 'total' | 'lateInvoiceId'> {
  /** Payment model of its account. */
  readonly paymentModel: PaymentModel;
}

/** Corrections as one transaction and one reseller see them. */
export interface Corrections {
  /** Holds its account, then itself. */
  lock(id: CorrectionId): Promise<LockedCorrection | undefined>;
  /** @param debit leaves the balance of its account */
  decide(correction: LockedCorrection, status: 'approved' | 'declined', debit: Decimal): Promise<void>;
}

/**
 * Approves or declines a correction, once. The day of the approval decides on which invoice it is; its amount is debited from the balance
 * of an account that pays afterwards, unless it is for usage that came late, which the switch has counted already.
 */
export class DecideCorrection {
  /** @throws RecordNotFound, or Refused when it has been decided before */
  async execute(corrections: Corrections, id: CorrectionId, status: 'approved' | 'declined'): Promise<void> {
    const correction = await corrections.lock(id);
    if (correction === undefined) throw new RecordNotFound('correction', String(id));
    if (!correctionMayBecome(correction.status, status)) throw new Refused('correction-decided');
    const debit = correctionDebit({ status, total: correction.total }, correction.paymentModel);
    await corrections.decide(correction, status, correction.lateInvoiceId === null ? debit : Decimal.zero);
  }
}
