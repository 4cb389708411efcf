import { Check, Entity } from 'typeorm';
import type { AccountClass } from '../account-class.js';
import type { AccountClassId } from '../../model/ids.js';
import { dayOfMonth } from '../../schema/columns/checks.js';
import { IntegerColumn, IntegerKey, TextColumn } from '../../schema/columns/columns.js';

@Entity('account_classes')
@Check('account_classes_billing_day_check', dayOfMonth('billing_day'))
@Check('account_classes_days_to_pay_check', 'days_to_pay BETWEEN 0 AND 3650')
export class AccountClassEntity implements AccountClass {
  @IntegerKey() readonly id!: AccountClassId;
  @TextColumn({ unique: true }) readonly name!: string;
  @IntegerColumn({ nullable: true }) readonly billingDay!: number | null;
  @IntegerColumn({ default: 14 }) readonly daysToPay!: number;
}
