import { amountMember, flatBody, optionalMember, textMember } from '@org/json-api';

/** The optional body of payments from the balance: a part of what is due, and why. */
export const paymentFromBalanceBody = flatBody(
  'PaymentFromBalance',
  {
    amount: optionalMember(amountMember({ description: 'A part of what is due; all of it unless given.' })),
    reason: optionalMember(textMember({ max: 1_000, description: 'Why: kept in the audit.', example: 'agreed' })),
  },
  { isOptional: true },
);
