import { Decimal } from '@org/kernel';
import type { AccountId, ChargeId } from '../../model/ids.js';
import type { AccountAmount, Credit, NewAllocation } from '../../payments/allocation.js';
import type { AdvanceCharges, LockedAdvance } from '../pay-charge-from-balance.js';
import { MemoryAllocations } from './memory-allocations.js';
import type { MemoryLedger } from './memory-ledger.js';
import { MemoryManagedInvoices } from './memory-managed-invoices.js';

/** Charges that are paid in advance, in memory. */
export class MemoryAdvanceCharges implements AdvanceCharges {
  constructor(
    private readonly ledger: MemoryLedger,
    private readonly resellerId: number,
  ) {}

  lock(id: ChargeId): Promise<LockedAdvance | undefined> {
    const { accounts, charges, subscriptions, allocations } = this.ledger.tables;
    const found = charges.get(id);
    if (found?.resellerId !== this.resellerId) return Promise.resolve(undefined);
    const { id: account, balance } = accounts.row(found.accountId);
    const own = [...allocations.values()].filter(({ chargeId }) => chargeId === id);
    const { paymentModel } = subscriptions.row(found.subscriptionId);
    return Promise.resolve({
      account: { id: account, balance },
      charge: {
        ...found,
        paymentModel,
        paidUnallocated: false,
        allocated: Decimal.sum(own.map(({ amount }) => amount)),
      },
      currencyDigits: 2,
    });
  }

  owedForServices(account: AccountId): Promise<Decimal> {
    return new MemoryManagedInvoices(this.ledger, this.resellerId).owedForServices(account);
  }

  credits(...amounts: readonly AccountAmount[]): Promise<readonly Credit[]> {
    return new MemoryAllocations(this.ledger).credits(...amounts);
  }

  allocate(...allocations: readonly NewAllocation[]): Promise<void> {
    return new MemoryAllocations(this.ledger).allocate(...allocations);
  }

  close(id: ChargeId): Promise<void> {
    this.ledger.tables.charges.change(id, () => ({ status: 'closed' }));
    return Promise.resolve();
  }
}
