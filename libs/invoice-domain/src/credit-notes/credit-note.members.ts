import { amountMember, idMember, listMember, optionalMember, textMember } from '@org/json-api';
import type { ChargeId, CorrectionId } from '../model/ids.js';

/** Lines of one request, at most. */
const mostLines = 500;

const reason = textMember({ max: 1_000, description: 'Why: it stands on the credit note.', example: 'agreed' });

/** The members that say how much of an invoice is credited. */
export const creditMembers = {
  reason,
  amount: optionalMember(
    amountMember({ description: 'A part of the invoice, above zero, which stands for no line of it.' }),
  ),
  lines: optionalMember(
    listMember(
      {
        chargeId: optionalMember(idMember<ChargeId>()),
        correctionId: optionalMember(idMember<CorrectionId>()),
        amount: optionalMember(amountMember({ description: 'Above zero; without it, all that is left of the item.' })),
      },
      { max: mostLines, description: 'Charges and corrections of the invoice, either of which a line names.' },
    ),
  ),
} as const;

export const voidMembers = { reason } as const;

export const creditRefusals = [
  'credit-not-closed',
  'already-voided',
  'nothing-to-credit',
  'payment-cancelled',
  'credit-number-taken',
] as const;
