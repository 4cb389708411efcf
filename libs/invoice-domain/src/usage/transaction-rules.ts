import { isMovable, isOtherThan } from '../writing/amounts.js';
import { isLinked, isLinkedIfPresent, isPresent, type Draft, type Rule } from '../writing/rule.js';
import type { Transaction } from './transaction.js';

export type TransactionDraft = Draft<Transaction, 'account' | 'service'>;

export const transactionRules: readonly Rule<TransactionDraft>[] = [
  isLinked('account'),
  isLinkedIfPresent('service'),
  isPresent('amount'),
  isOtherThan('0', 'amount'),
  ...isMovable<TransactionDraft>('amount'),
];
