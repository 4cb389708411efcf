import type { Decimal } from '@org/kernel';
import type { AccountAmount, Allocations, Credit, NewAllocation, Released, Releasing } from '../allocation.js';
import { add, allocate, creditsCovering, releasable } from './allocate.js';
import type { Statements } from '../../writing/postgres/statements.js';

const given = `
  SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bigint[], $4::bigint[], $5::numeric[])
    AS entry (posting_id, invoice_id, charge_id, payment_id, amount)`;

/** Those to invoices debit nothing, and most allocations are. */
const toInvoices = add(given);
const toAnything = allocate(given);

const columnOf = (of: Releasing): readonly [Parameters<typeof releasable>[0], number] => {
  if ('postingId' in of) return ['posting_id', of.postingId];
  if ('invoiceId' in of) return ['invoice_id', of.invoiceId];
  return 'chargeId' in of ? ['charge_id', of.chargeId] : ['payment_id', of.paymentId];
};

export class PostgresAllocations implements Allocations {
  constructor(private readonly run: Statements) {}

  credits(...amounts: readonly AccountAmount[]): Promise<readonly Credit[]> {
    return this.run(creditsCovering, [
      amounts.map(({ accountId }) => accountId),
      amounts.map(({ amount }) => amount.toString()),
    ]);
  }

  async allocate(...allocations: readonly NewAllocation[]): Promise<void> {
    if (allocations.length === 0) return;
    const isDebited = allocations.some(({ chargeId }) => chargeId !== null);
    await this.run(isDebited ? toAnything : toInvoices, [
      allocations.map(({ postingId }) => postingId),
      allocations.map(({ invoiceId }) => invoiceId),
      allocations.map(({ chargeId }) => chargeId),
      allocations.map(({ paymentId }) => paymentId),
      allocations.map(({ amount }) => amount.toString()),
    ]);
  }

  async release(of: Releasing, amount?: Decimal): Promise<readonly Released[]> {
    const [column, id] = columnOf(of);
    const released = await this.run<Released>(releasable(column), [id, amount?.toString() ?? null]);
    await this.allocate(...released.map((one) => ({ ...one, amount: one.amount.negated() })));
    return released;
  }
}
