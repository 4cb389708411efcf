import { isLinked, isPresent, type Draft, type Rule } from '../writing/rule.js';
import type { Payment } from './payment.js';

export type PaymentDraft = Draft<Payment, 'account'>;

export const paymentRules: readonly Rule<PaymentDraft>[] = [isLinked('account'), isPresent('total')];
