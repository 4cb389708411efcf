import { isMovable } from '../writing/amounts.js';
import { isLinked, isPresent, type Draft, type Rule } from '../writing/rule.js';
import type { Service } from './service.js';

export type ServiceDraft = Draft<Service, 'account' | 'serviceType'>;

const isRenewedAtSomeTime: Rule<ServiceDraft> = ({ renewAt = null, renewPeriod = null }) => {
  if ((renewAt === null) === (renewPeriod === null)) return [];
  return [{ member: 'renewAt', message: renewAt === null ? "can't be blank" : 'must be blank' }];
};

export const serviceRules: readonly Rule<ServiceDraft>[] = [
  isLinked('account', 'serviceType'),
  isPresent('initialPrice', 'renewPrice'),
  ...isMovable<ServiceDraft>('initialPrice', 'renewPrice'),
  isRenewedAtSomeTime,
];
