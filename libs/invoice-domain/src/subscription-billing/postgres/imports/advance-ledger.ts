import { Decimal } from '@org/kernel';
import type { ClientBase } from 'pg';
import { accountIdOf, paymentIdOf, type AccountId, type ChargeId, type PaymentId } from '../../../model/ids.js';
import { PostgresAllocations } from '../../../payments/postgres/postgres-allocations.js';
import { statementsOfClient, type Statements } from '../../../writing/postgres/statements.js';
import { byAccount, spreadCredit, totalsOf, type Owed } from '../../../payments/spread-credit.js';
import type { PaidCharge } from '../../payment-in-advance.js';
import { closeCharges } from '../close-charges.js';
import { cancelPaid } from './cancelled-payments.js';
import { ownFunds } from '../own-funds.js';

/** A payment in advance that is about to come in. */
export interface Advance {
  /** Its external key. */
  readonly key: string;
  readonly resellerId: number;
  readonly accountId: number;
  /** When it was closed; the present unless said. */
  readonly closedAt: string | null;
  /** The charges that it names, whether it pays them or not. */
  readonly charges: readonly ChargeId[];
  readonly paid: readonly PaidCharge[];
  /** The charges that it pays the rest of. */
  readonly closes: readonly ChargeId[];
}

const link = `
INSERT INTO payment_charges (account_id, payment_id, charge_id)
SELECT payment.account_id, payment.id, link.charge
FROM unnest($1::bigint[], $2::bigint[]) AS link (payment, charge) JOIN payments AS payment ON payment.id = link.payment
ON CONFLICT (payment_id, charge_id) DO NOTHING`;

const idsByKey = `
SELECT payment.id, named.place::integer AS place
FROM unnest($1::integer[], $2::text[]) WITH ORDINALITY AS named (reseller_id, key, place)
JOIN payments AS payment ON payment.reseller_id = named.reseller_id AND payment.external_key = named.key ORDER BY place`;

/** The part of a charge that a payment pays. */
interface Part extends Owed {
  readonly accountId: AccountId;
}

/** The payments of a file as they follow each other: the charges that they pay, and the funds that their accounts still have. */
export class AdvanceLedger {
  private readonly advances: Advance[] = [];
  private readonly cancelled: Pick<Advance, 'key' | 'resellerId'>[] = [];

  private constructor(
    private readonly run: Statements,
    private readonly own: Map<number, Decimal>,
  ) {}

  /** Accounts are locked. */
  static async open(client: ClientBase, accounts: readonly number[]): Promise<AdvanceLedger> {
    const run = statementsOfClient(client);
    const funds = await run<{ readonly accountId: AccountId; readonly amount: Decimal }>(ownFunds, [
      [...new Set(accounts)],
    ]);
    return new AdvanceLedger(run, new Map(funds.map(({ accountId, amount }) => [accountId, amount])));
  }

  /** Own funds of an account after the rows before. */
  funds(account: number): Decimal {
    return this.own.get(account) ?? Decimal.zero;
  }

  credit(account: number, amount: Decimal): void {
    this.own.set(account, this.funds(account).plus(amount));
  }

  enter(advance: Advance): void {
    this.advances.push(advance);
  }

  /** Cancels a payment that was paid. @returns what rows of the same slice would have paid with it, and do not any more */
  cancel(payment: Pick<Advance, 'key' | 'resellerId'>): readonly PaidCharge[] {
    this.cancelled.push(payment);
    const place = this.advances.findIndex(
      ({ key, resellerId, paid }) => key === payment.key && resellerId === payment.resellerId && paid.length > 0,
    );
    const advance = this.advances[place];
    if (advance === undefined) return [];
    this.advances[place] = { ...advance, paid: [], closes: [] };
    return advance.paid;
  }

  /** The payments are in, and what came in with them is posted. */
  async write(): Promise<void> {
    await cancelPaid(this.run, await this.idsOf(this.cancelled));
    const { advances } = this;
    if (advances.length === 0) return;
    const ids = await this.idsOf(advances);
    const links = advances.flatMap(({ charges }, place) => charges.map((charge) => ({ payment: ids[place], charge })));
    await this.run(link, [links.map(({ payment }) => payment), links.map(({ charge }) => charge)]);
    const allocations = new PostgresAllocations(this.run);
    const own = this.parts(ids, (paid) => paid.own);
    await allocations.allocate(...own.map((part) => ({ ...part, postingId: null })));
    await this.payFromBalance(
      allocations,
      this.parts(ids, ({ fromBalance }) => fromBalance),
    );
    const closed = advances.flatMap(({ closes, closedAt }) => closes.map((charge) => [charge, closedAt] as const));
    await this.run(closeCharges, [closed.map(([charge]) => charge), closed.map(([, at]) => at)]);
  }

  private async payFromBalance(allocations: PostgresAllocations, parts: readonly Part[]): Promise<void> {
    const credits = byAccount(await allocations.credits(...totalsOf(parts)));
    const made = [...byAccount(parts)].flatMap(([account, own]) => spreadCredit(credits.get(account) ?? [], own));
    await allocations.allocate(...made);
  }

  /** Parts of what the payments pay, payment by payment. */
  private parts(ids: readonly PaymentId[], part: (paid: PaidCharge) => Decimal): readonly Part[] {
    return this.advances.flatMap(({ accountId, paid }, place) =>
      paid.flatMap((one) => {
        const [amount, paymentId] = [part(one), ids[place]];
        if (amount.isZero() || paymentId === undefined) return [];
        return [{ accountId: accountIdOf(accountId), invoiceId: null, chargeId: one.chargeId, paymentId, amount }];
      }),
    );
  }

  private async idsOf(payments: readonly Pick<Advance, 'key' | 'resellerId'>[]): Promise<readonly PaymentId[]> {
    if (payments.length === 0) return [];
    const rows = await this.run<{ readonly id: number }>(idsByKey, [
      payments.map(({ resellerId }) => resellerId),
      payments.map(({ key }) => key),
    ]);
    return rows.map(({ id }) => paymentIdOf(id));
  }
}
