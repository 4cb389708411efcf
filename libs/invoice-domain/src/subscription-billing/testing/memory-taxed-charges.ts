import type { NewPosting } from '../../journal/posting.js';
import { accountIdOf, taxIdOf, type ChargeId, type TaxId } from '../../model/ids.js';
import { isFinal } from '../../invoices/invoice-lifecycle.js';
import type { LockedCharge, NewTax, TaxedCharge, TaxedCharges } from '../add-taxes.js';
import type { MemoryCharge, MemoryLedger } from './memory-ledger.js';

/** Charges of one reseller that taxes are added to, in memory. */
export class MemoryTaxedCharges implements TaxedCharges {
  constructor(
    private readonly ledger: MemoryLedger,
    private readonly resellerId: number,
  ) {}

  lock(ids: readonly ChargeId[]): Promise<ReadonlyMap<ChargeId, LockedCharge>> {
    const { charges } = this.ledger.tables;
    const locked = ids.flatMap((id) => {
      const charge = charges.get(id);
      return charge?.resellerId === this.resellerId ? [[id, this.lockable(charge)] as const] : [];
    });
    return Promise.resolve(new Map(locked.sort(([one], [other]) => one - other)));
  }

  add(added: readonly NewTax[]): Promise<readonly TaxId[]> {
    const { taxes } = this.ledger.tables;
    return Promise.resolve(
      added.map((tax) => {
        const id = taxIdOf(taxes.size + 1);
        taxes.set(id, tax);
        return id;
      }),
    );
  }

  change(changed: readonly TaxedCharge[]): Promise<void> {
    const { charges, invoices } = this.ledger.tables;
    for (const { id, amount, taxesAmount } of changed) {
      const before = charges.row(id);
      const more = amount.minus(before.amount);
      charges.change(id, () => ({ amount, taxesAmount }));
      if (before.invoiceId === null) continue;
      invoices.change(before.invoiceId, ({ chargesAmount, total }) => ({
        chargesAmount: chargesAmount.plus(more),
        total: total.plus(more),
      }));
    }
    return Promise.resolve();
  }

  post(...postings: readonly NewPosting[]): Promise<void> {
    return this.ledger.post(...postings);
  }

  private lockable({ accountId, status, amount, taxesAmount, subscriptionId, invoiceId }: MemoryCharge): LockedCharge {
    const { subscriptions, invoices } = this.ledger.tables;
    const { paymentModel } = subscriptions.row(subscriptionId);
    const isOnFinal = invoiceId !== null && isFinal(invoices.row(invoiceId).state);
    return {
      accountId: accountIdOf(accountId),
      status,
      amount,
      taxesAmount,
      paymentModel,
      currencyDigits: 2,
      isFinal: isOnFinal,
    };
  }
}
