import { Decimal } from '@org/kernel';
import type { PostingId } from '../../model/ids.js';
import type {
  AccountAmount,
  Allocations,
  Credit,
  NewAllocation,
  Released,
  Releasing,
} from '../../payments/allocation.js';
import { isPositive, least } from '../../payments/spread-credit.js';
import type { MemoryAllocation, MemoryLedger, MemoryPosting } from './memory-ledger.js';

/** Allocations in memory. */
export class MemoryAllocations implements Allocations {
  constructor(private readonly ledger: MemoryLedger) {}

  credits(...amounts: readonly AccountAmount[]): Promise<readonly Credit[]> {
    return Promise.resolve(
      amounts.flatMap(({ accountId, amount }) => {
        let open = amount;
        return this.creditsOf(accountId).filter((credit) => {
          const isWanted = isPositive(open);
          open = open.minus(credit.amount);
          return isWanted;
        });
      }),
    );
  }

  async allocate(...allocations: readonly NewAllocation[]): Promise<void> {
    for (const { postingId, ...allocation } of allocations) {
      const posting = this.ledger.tables.postings.row(postingId ?? this.ownPosting(allocation.paymentId));
      const id = this.ledger.tables.allocations.size + 1;
      this.ledger.tables.allocations.set(id, { ...allocation, postingId: posting.id });
      this.addUp(allocation, posting);
      if (allocation.chargeId === null) continue;
      const { accountId } = posting;
      const amount = allocation.amount.negated();
      await this.ledger.post({ accountId, amount, kind: 'settlement', causeType: 'allocation', causeId: id });
    }
  }

  async release(of: Releasing, amount?: Decimal): Promise<readonly Released[]> {
    let open = amount;
    const released = this.leftOf(of).flatMap((one): Released[] => {
      const taken = open === undefined ? one.amount : least(open, one.amount);
      open = open?.minus(taken);
      return isPositive(taken) ? [{ ...one, amount: taken }] : [];
    });
    await this.allocate(...released.map((one) => ({ ...one, amount: one.amount.negated() })));
    return released;
  }

  private creditsOf(account: number): readonly Credit[] {
    return [...this.ledger.tables.postings.values()]
      .filter(({ accountId, kind, amount }) => accountId === account && kind !== 'settlement' && isPositive(amount))
      .map(({ accountId, id, amount }) => ({ accountId, postingId: id, amount: amount.minus(this.allocated(id)) }))
      .filter(({ amount }) => isPositive(amount))
      .reverse();
  }

  private allocated(posting: PostingId): Decimal {
    const own = [...this.ledger.tables.allocations.values()].filter(({ postingId }) => postingId === posting);
    return Decimal.sum(own.map(({ amount }) => amount));
  }

  private ownPosting(payment: number | null): number {
    const own = [...this.ledger.tables.postings.values()].find(
      ({ kind, causeId }) => kind === 'payment' && causeId === payment,
    );
    if (own === undefined) throw new Error(`payment ${String(payment)} has posted nothing`);
    return own.id;
  }

  private addUp({ invoiceId, paymentId, amount }: Omit<NewAllocation, 'postingId'>, posting: MemoryPosting): void {
    if (invoiceId === null || paymentId === null) return;
    if (posting.causeType === 'payment' && posting.causeId === Number(paymentId)) return;
    this.ledger.tables.payments.change(paymentId, ({ amountPaid }) => ({
      amountPaid: amountPaid.plus(amount),
    }));
  }

  /** What is left of the allocations of something, the newest first. */
  private leftOf(of: Releasing): readonly MemoryAllocation[] {
    const [column, id] = Object.entries(of)[0] as [keyof MemoryAllocation, number];
    const found = new Map<string, MemoryAllocation>();
    for (const one of this.ledger.tables.allocations.values()) {
      if (one[column] !== id) continue;
      const key = JSON.stringify([one.postingId, one.invoiceId, one.chargeId, one.paymentId]);
      const before = found.get(key)?.amount ?? Decimal.zero;
      found.delete(key);
      found.set(key, { ...one, amount: before.plus(one.amount) });
    }
    return [...found.values()].filter(({ amount }) => isPositive(amount)).reverse();
  }
}
