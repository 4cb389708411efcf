import type { Decimal } from '@org/kernel';
import type { EntityManager } from 'typeorm';
import type { AccountId, ChargeId } from '../../model/ids.js';
import type { ResellerScope } from '../../model/scope.js';
import type { AccountAmount, Credit, NewAllocation } from '../../payments/allocation.js';
import { currencyDigits } from '../../payments/postgres/currency-digits.js';
import { PostgresAllocations } from '../../payments/postgres/postgres-allocations.js';
import { statementsOf, type Statements } from '../../writing/postgres/statements.js';
import type { AllocatedCharge } from '../charge-in-advance.js';
import type { AdvanceCharges, LockedAdvance } from '../pay-charge-from-balance.js';
import { closeCharges } from './close-charges.js';
import { owed } from './managed-statements.js';

const lockAccount = `
SELECT id, balance, ${currencyDigits('currency')} AS "currencyDigits" FROM accounts
WHERE id = (SELECT account_id FROM charges WHERE id = $1::bigint AND reseller_id = $2) FOR NO KEY UPDATE`;

const lockCharge = `
SELECT charge.status, charge.amount, charge.allocated, charge.paid_unallocated AS "paidUnallocated",
  subscription.payment_model AS "paymentModel"
FROM charges charge JOIN subscriptions subscription ON subscription.id = charge.subscription_id
WHERE charge.id = $1::bigint FOR NO KEY UPDATE OF charge`;

export class PostgresAdvanceCharges implements AdvanceCharges {
  private readonly run: Statements;

  constructor(
    private readonly scope: ResellerScope,
    manager: EntityManager,
  ) {
    this.run = statementsOf(manager);
  }

  async lock(id: ChargeId): Promise<LockedAdvance | undefined> {
    const [found] = await this.run<LockedAdvance['account'] & Pick<LockedAdvance, 'currencyDigits'>>(lockAccount, [
      id,
      this.scope.resellerId,
    ]);
    if (found === undefined) return undefined;
    const [charge] = await this.run<AllocatedCharge>(lockCharge, [id]);
    const { currencyDigits: digits, ...account } = found;
    return charge && { account, charge, currencyDigits: digits };
  }

  async owedForServices(account: AccountId): Promise<Decimal> {
    const [row] = await this.run<{ readonly owed: Decimal }>(owed, [account]);
    if (row === undefined) throw new Error('there is no such account');
    return row.owed;
  }

  credits(...amounts: readonly AccountAmount[]): Promise<readonly Credit[]> {
    return new PostgresAllocations(this.run).credits(...amounts);
  }

  allocate(...allocations: readonly NewAllocation[]): Promise<void> {
    return new PostgresAllocations(this.run).allocate(...allocations);
  }

  async close(id: ChargeId): Promise<void> {
    await this.run(closeCharges, [[id], [null]]);
  }
}
