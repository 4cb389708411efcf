import { Decimal } from '@org/kernel';
import type { NewPosting } from '../../journal/posting.js';
import type { AccountId } from '../../model/ids.js';

/** An amount that somebody adds to a balance by hand. */
export const adjustment = (accountId: AccountId, amount: string): NewPosting => ({
  accountId,
  amount: Decimal.of(amount),
  kind: 'adjustment',
  causeType: 'posting',
  causeId: null,
});
