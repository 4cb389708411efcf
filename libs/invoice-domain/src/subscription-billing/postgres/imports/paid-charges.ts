import type { ClientBase } from 'pg';
import type { PaymentModel } from '../../../parties/payment-model.js';

/** Between the keys that a payment names. */
const mark = ';';

const keysIn = (text: string | null): readonly string[] => (text === null ? [] : [...new Set(text.split(mark))]);

interface Found {
  readonly id: string;
  readonly key: string;
  readonly account: number;
  readonly model: PaymentModel;
}

interface Link {
  readonly payment: string;
  readonly reseller: number;
  readonly charge: string;
}

const placeOf = (account: number, key: string): string => JSON.stringify([account, key]);

/** The charges that payments in advance refer to by external key, and the links to insert. */
export class PaidCharges {
  /** The charges that a payment names that is there. */
  static readonly keptSql = `SELECT string_agg(charge.external_key, '${mark}' ORDER BY charge.external_key) FROM payment_charges AS link
    JOIN charges AS charge ON charge.id = link.charge_id WHERE link.payment_id = kept.id`;

  static readonly isSame = (there: string | null, here: string): boolean => {
    const [one, other] = [keysIn(there), keysIn(here)];
    return one.length === other.length && one.every((key) => other.includes(key));
  };

  private readonly links: Link[] = [];

  private constructor(
    private readonly client: ClientBase,
    private readonly found: ReadonlyMap<string, Found>,
  ) {}

  static async namedBy(
    client: ClientBase,
    rows: readonly { readonly account: number; readonly keys: string | null }[],
  ): Promise<PaidCharges> {
    const keys = new Set(rows.flatMap((row) => keysIn(row.keys)));
    const { rows: charges } = await client.query<Found>(
      `SELECT charge.id::text, charge.external_key AS key, charge.account_id AS account, subscription.payment_model AS model
       FROM charges AS charge JOIN subscriptions AS subscription ON subscription.id = charge.subscription_id
       WHERE charge.external_key = ANY ($1::text[]) AND charge.reseller_id IN (
         SELECT reseller_id FROM accounts WHERE id = ANY ($2::integer[])
       )`,
      [[...keys], rows.map(({ account }) => account)],
    );
    return new PaidCharges(client, new Map(charges.map((charge) => [placeOf(charge.account, charge.key), charge])));
  }

  faultsIn(account: number, text: string | null): readonly string[] {
    return keysIn(text).flatMap((key) => {
      const charge = this.found.get(placeOf(account, key));
      if (charge === undefined)
        return `charge_keys names none of the charges of account ${account}: ${JSON.stringify(key)}`;
      return charge.model === 'prepay'
        ? []
        : `charge_keys names a charge that is paid afterwards: ${JSON.stringify(key)}`;
    });
  }

  pay(account: { readonly id: number; readonly resellerId: number }, payment: string, text: string | null): void {
    for (const key of keysIn(text)) {
      const charge = this.found.get(placeOf(account.id, key))?.id;
      if (charge !== undefined) this.links.push({ payment, reseller: account.resellerId, charge });
    }
  }

  /** The payments are in. */
  async write(): Promise<void> {
    const { links } = this;
    if (links.length === 0) return;
    await this.client.query(
      `INSERT INTO payment_charges (account_id, payment_id, charge_id)
       SELECT payment.account_id, payment.id, link.charge
       FROM unnest($1::text[], $2::integer[], $3::bigint[]) AS link (payment, reseller, charge)
       JOIN payments AS payment ON payment.reseller_id = link.reseller AND payment.external_key = link.payment`,
      [links.map(({ payment }) => payment), links.map(({ reseller }) => reseller), links.map(({ charge }) => charge)],
    );
  }
}
