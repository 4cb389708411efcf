import type { EntityManager } from 'typeorm';
import { finalState } from '../../invoices/invoice-lifecycle.js';
import type { NewPosting } from '../../journal/posting.js';
import { PostgresJournal } from '../../journal/postgres/postgres-journal.js';
import type { ChargeId, TaxId } from '../../model/ids.js';
import { currencyDigits } from '../../payments/postgres/currency-digits.js';
import type { ResellerScope } from '../../model/scope.js';
import type { LockedCharge, NewTax, TaxedCharge, TaxedCharges } from '../add-taxes.js';

/** $1: charges, $2: the reseller. */
const wanted = 'SELECT account_id, invoice_id FROM charges WHERE id = ANY ($1::bigint[]) AND reseller_id = $2';

const lockAccounts = `
SELECT FROM accounts WHERE id IN (SELECT account_id FROM (${wanted}) wanted) ORDER BY id FOR NO KEY UPDATE`;

const lockInvoices = `
SELECT FROM invoices WHERE id IN (SELECT invoice_id FROM (${wanted}) wanted) ORDER BY id FOR NO KEY UPDATE`;

const lockCharges = `
SELECT charge.id, charge.account_id AS "accountId", charge.status, charge.amount, charge.taxes_amount AS "taxesAmount", subscription.payment_model AS "paymentModel",
  ${currencyDigits('account.currency')} AS "currencyDigits",
  coalesce(invoice.state = '${finalState}', false) AS "isFinal"
FROM charges charge JOIN subscriptions subscription ON subscription.id = charge.subscription_id
  JOIN accounts account ON account.id = charge.account_id LEFT JOIN invoices invoice ON invoice.id = charge.invoice_id
WHERE charge.id = ANY ($1::bigint[]) AND charge.reseller_id = $2 ORDER BY charge.id FOR NO KEY UPDATE OF charge`;

const insertTaxes = `
INSERT INTO taxes (charge_id, reseller_id, name, description, value, created_at, updated_at)
SELECT charge_id, $1, name, description, value, ledger_at(), ledger_at()
FROM unnest($2::bigint[], $3::text[], $4::text[], $5::numeric[]) WITH ORDINALITY AS tax (charge_id, name, description, value, place)
ORDER BY place RETURNING id`;

/** $1: charges, $2: their amounts from here on. Before the charges themselves change. */
const changeInvoices = `
UPDATE invoices SET charges_amount = charges_amount + more.amount, total = total + more.amount, updated_at = ledger_at()
FROM (
  SELECT charge.invoice_id, sum(changed.amount - charge.amount) AS amount
  FROM unnest($1::bigint[], $2::numeric[]) AS changed (id, amount) JOIN charges charge USING (id) GROUP BY charge.invoice_id
) more
WHERE invoices.id = more.invoice_id AND more.amount <> 0`;

const changeCharges = `
UPDATE charges SET amount = changed.amount, taxes_amount = changed.taxes_amount, updated_at = ledger_at()
FROM unnest($1::bigint[], $2::numeric[], $3::numeric[]) AS changed (id, amount, taxes_amount) WHERE charges.id = changed.id`;

type Row = LockedCharge & { readonly id: ChargeId };

export class PostgresTaxedCharges implements TaxedCharges {
  constructor(
    private readonly scope: ResellerScope,
    private readonly manager: EntityManager,
  ) {}

  async lock(ids: readonly ChargeId[]): Promise<ReadonlyMap<ChargeId, LockedCharge>> {
    const values = [ids, this.scope.resellerId];
    await this.manager.query(lockAccounts, values);
    await this.manager.query(lockInvoices, values);
    const charges: readonly Row[] = await this.manager.query(lockCharges, values);
    return new Map(charges.map(({ id, ...charge }) => [id, charge]));
  }

  async add(taxes: readonly NewTax[]): Promise<readonly TaxId[]> {
    const added: readonly { readonly id: TaxId }[] = await this.manager.query(insertTaxes, [
      this.scope.resellerId,
      taxes.map(({ chargeId }) => chargeId),
      taxes.map(({ name }) => name),
      taxes.map(({ description }) => description),
      taxes.map(({ value }) => value.toString()),
    ]);
    return added.map(({ id }) => id);
  }

  async change(charges: readonly TaxedCharge[]): Promise<void> {
    const ids = charges.map(({ id }) => id);
    const amounts = charges.map(({ amount }) => amount.toString());
    await this.manager.query(changeInvoices, [ids, amounts]);
    await this.manager.query(changeCharges, [ids, amounts, charges.map(({ taxesAmount }) => taxesAmount.toString())]);
  }

  post(...postings: readonly NewPosting[]): Promise<void> {
    return new PostgresJournal(this.manager).post(...postings);
  }
}
