import type { Decimal, Instant } from '@org/kernel';
import type { AccountId, ServiceId, TransactionId } from '../model/ids.js';

/** Money that moved: positive is a charge, negative a refund. Never zero, never changed. */
export interface Transaction {
  readonly id: TransactionId;
  readonly uuid: string;
  readonly accountId: AccountId;
  readonly serviceId: ServiceId | null;
  readonly amount: Decimal;
  readonly description: string | null;
  readonly createdAt: Instant;
}
