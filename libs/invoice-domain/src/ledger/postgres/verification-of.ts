import type { Clock } from '@org/kernel';
import { Verification, type Transactions } from '../../usage-billing/postgres/verification.js';
import { commerceChecks } from './commerce-checks.js';

/** The verification of a whole ledger, of its commerce too. */
export const verificationOf = (transactions: Transactions, clock: Clock): Verification =>
  new Verification(transactions, clock, commerceChecks);
