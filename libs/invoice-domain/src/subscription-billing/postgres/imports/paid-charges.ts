import { Decimal } from '@org/kernel';
import type { ClientBase } from 'pg';
import { chargeIdOf, type ChargeId } from '../../../model/ids.js';
import { statementsOfClient } from '../../../writing/postgres/statements.js';
import { payableInAdvance, type AllocatedCharge } from '../../charge-in-advance.js';
import type { Payable, PaidCharge } from '../../payment-in-advance.js';

/** Between the keys that a payment names. */
const mark = ';';

const keysIn = (text: string | null): readonly string[] => (text === null ? [] : [...new Set(text.split(mark))]);

interface Found extends AllocatedCharge {
  readonly id: number;
  readonly key: string;
  readonly account: number;
}

const placeOf = (account: number, key: string): string => JSON.stringify([account, key]);

/** The charges that payments in advance refer to by external key, and what rows have paid of them so far. */
export class PaidCharges {
  /** The charges that a payment names that is there. */
  static readonly keptSql = `SELECT string_agg(charge.external_key, '${mark}' ORDER BY charge.external_key) FROM payment_charges AS link
    JOIN charges AS charge ON charge.id = link.charge_id WHERE link.payment_id = kept.id`;

  static readonly isSame = (there: string | null, here: string): boolean => {
    const [one, other] = [keysIn(there), keysIn(here)];
    return one.length === other.length && one.every((key) => other.includes(key));
  };

  private readonly left = new Map<ChargeId, Decimal>();

  private constructor(private readonly found: ReadonlyMap<string, Found>) {}

  static async namedBy(
    client: ClientBase,
    rows: readonly { readonly account: number; readonly keys: string | null }[],
  ): Promise<PaidCharges> {
    const keys = new Set(rows.flatMap((row) => keysIn(row.keys)));
    const charges = await statementsOfClient(client)<Found>(
      `SELECT charge.id, charge.external_key AS key, charge.account_id AS account, charge.status, charge.amount, charge.allocated,
         charge.paid_unallocated AS "paidUnallocated", subscription.payment_model AS "paymentModel"
       FROM charges AS charge JOIN subscriptions AS subscription ON subscription.id = charge.subscription_id
       WHERE charge.external_key = ANY ($1::text[]) AND charge.reseller_id IN (
         SELECT reseller_id FROM accounts WHERE id = ANY ($2::integer[])
       )`,
      [[...keys], rows.map(({ account }) => account)],
    );
    return new PaidCharges(new Map(charges.map((charge) => [placeOf(charge.account, charge.key), charge])));
  }

  faultsIn(account: number, text: string | null): readonly string[] {
    return keysIn(text).flatMap((key) => {
      const charge = this.found.get(placeOf(account, key));
      if (charge === undefined)
        return `charge_keys names none of the charges of account ${account}: ${JSON.stringify(key)}`;
      return charge.paymentModel === 'prepay'
        ? []
        : `charge_keys names a charge that is paid afterwards: ${JSON.stringify(key)}`;
    });
  }

  /** The charges that a payment names, in its order, with what can be paid of each after the rows before. */
  payable(account: number, text: string | null): readonly Payable[] {
    return keysIn(text).flatMap((key) => {
      const charge = this.found.get(placeOf(account, key));
      if (charge === undefined) return [];
      const chargeId = chargeIdOf(charge.id);
      return [{ chargeId, amount: this.left.get(chargeId) ?? payableInAdvance(charge) }];
    });
  }

  /** Makes the part of a charge that a cancelled payment paid payable again. */
  giveBack(chargeId: ChargeId, amount: Decimal): void {
    const charge = [...this.found.values()].find(({ id }) => id === chargeId);
    if (charge !== undefined)
      this.left.set(chargeId, (this.left.get(chargeId) ?? payableInAdvance(charge)).plus(amount));
  }

  /** @returns the charges that are wholly paid then */
  pay(payable: readonly Payable[], paid: readonly PaidCharge[]): readonly ChargeId[] {
    const amounts = new Map(payable.map(({ chargeId, amount }) => [chargeId, amount]));
    return paid.flatMap(({ chargeId, own, fromBalance }) => {
      const left = (amounts.get(chargeId) ?? Decimal.zero).minus(own).minus(fromBalance);
      this.left.set(chargeId, left);
      return left.isZero() ? [chargeId] : [];
    });
  }
}
