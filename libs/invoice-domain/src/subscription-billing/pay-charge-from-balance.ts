import type { Decimal } from '@org/kernel';
import { RecordNotFound, Refused } from '../model/domain-failure.js';
import type { AccountId, ChargeId } from '../model/ids.js';
import type { Account } from '../parties/account.js';
import type { Allocations } from '../payments/allocation.js';
import { spreadCredit } from '../payments/spread-credit.js';
import { amountToPay, coveringAll } from './amount-to-pay.js';
import { dueInAdvance, isOpenInAdvance, type AllocatedCharge } from './charge-in-advance.js';

/** A charge with its account, locked until the transaction ends. */
export interface LockedAdvance {
  readonly account: Pick<Account, 'id' | 'balance'>;
  readonly charge: AllocatedCharge;
  /** Digits of its currency behind the point. */
  readonly currencyDigits: number;
}

/** Charges that are paid in advance, as one transaction and one reseller see them. */
export interface AdvanceCharges extends Pick<Allocations, 'credits' | 'allocate'> {
  /** Locks the account, then the charge. */
  lock(id: ChargeId): Promise<LockedAdvance | undefined>;
  /** Debt of the account for rendered services: what is paid afterwards and has not been. */
  owedForServices(account: AccountId): Promise<Decimal>;
  /** Closes a charge that is paid, today. */
  close(id: ChargeId): Promise<void>;
}

/** Pays a charge in advance, or a part of it, from the account's own funds, which are debited. */
export class PayChargeFromBalance {
  /** @param amount all that is due unless said @throws RecordNotFound, or Refused */
  async execute(charges: AdvanceCharges, id: ChargeId, amount?: Decimal): Promise<void> {
    const { account, charge, currencyDigits } = await lockedAdvance(charges, id);
    if (!isOpenInAdvance(charge)) throw new Refused('not-in-advance');
    const due = dueInAdvance(charge);
    const wanted = amountToPay(amount, { due, currencyDigits });
    const ownFunds = account.balance.plus(await charges.owedForServices(account.id));
    if (ownFunds.compareTo(wanted) < 0) throw new Refused('balance-too-low');
    const credits = await charges.credits({ accountId: account.id, amount: wanted });
    const owed = { invoiceId: null, chargeId: id, paymentId: null, amount: wanted } as const;
    await charges.allocate(...coveringAll(spreadCredit(credits, [owed]), wanted));
    if (wanted.equals(due)) await charges.close(id);
  }
}

/** @throws RecordNotFound when the reseller has no such charge */
export const lockedAdvance = async (charges: AdvanceCharges, id: ChargeId): Promise<LockedAdvance> => {
  const locked = await charges.lock(id);
  if (locked === undefined) throw new RecordNotFound('charge', String(id));
  return locked;
};
