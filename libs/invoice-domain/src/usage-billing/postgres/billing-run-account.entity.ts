import { Check, Entity, Index, ManyToOne, Unique, type Relation } from 'typeorm';
import { billingOutcomes, type BillingOutcome, type BillingRunAccount } from '../billing-run.js';
import type { AccountId, BillingRunAccountId, BillingRunId, InvoiceId } from '../../model/ids.js';
import { oneOf } from '../../schema/columns/checks.js';
import { BigintColumn, BigintKey, IntegerColumn, TextColumn } from '../../schema/columns/columns.js';
import { AccountEntity } from '../../parties/postgres/account.entity.js';
import { BillingRunEntity } from './billing-run.entity.js';
import { InvoiceEntity } from '../../invoices/postgres/invoice.entity.js';

@Entity('billing_run_accounts')
@Unique(['billingRunId', 'accountId', 'invoiceId'])
@Check('billing_run_accounts_outcome_check', oneOf('outcome', billingOutcomes))
@Check('billing_run_accounts_cause_check', `(outcome IN ('skipped', 'parked')) = (cause IS NOT NULL)`)
export class BillingRunAccountEntity implements BillingRunAccount {
  @BigintKey() readonly id!: BillingRunAccountId;
  @IntegerColumn() readonly billingRunId!: BillingRunId;
  @Index() @IntegerColumn() readonly accountId!: AccountId;
  @TextColumn() readonly outcome!: BillingOutcome;
  @Index() @BigintColumn({ nullable: true }) readonly invoiceId!: InvoiceId | null;
  @TextColumn({ nullable: true }) readonly cause!: string | null;

  @ManyToOne(() => BillingRunEntity, (run) => run.accounts)
  readonly billingRun?: Relation<BillingRunEntity>;

  @ManyToOne(() => AccountEntity, { onDelete: 'CASCADE' })
  readonly account?: Relation<AccountEntity>;

  @ManyToOne(() => InvoiceEntity, { onDelete: 'SET NULL' })
  readonly invoice?: Relation<InvoiceEntity> | null;
}
