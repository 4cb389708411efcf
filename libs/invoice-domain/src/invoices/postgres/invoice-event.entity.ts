import type { Instant } from '@org/kernel';
import { Check, Entity, Index } from 'typeorm';
import type { AccountId, InvoiceEventId, InvoiceId, ResellerId } from '../../model/ids.js';
import { invoiceEventNames, type InvoiceEvent, type InvoiceEventName } from '../invoice-event.js';
import { oneOf } from '../../schema/columns/checks.js';
import {
  BigintColumn,
  BigintKey,
  CreatedAt,
  IntegerColumn,
  JsonColumn,
  TextColumn,
} from '../../schema/columns/columns.js';

/** Audit rows have no foreign keys, because they outlive the invoice. */
@Entity('invoice_events')
@Index(['invoiceId', 'id'])
@Index(['accountId', 'id'])
@Check('invoice_events_event_check', oneOf('event', invoiceEventNames))
export class InvoiceEventEntity implements InvoiceEvent {
  @BigintKey() readonly id!: InvoiceEventId;
  @BigintColumn() readonly invoiceId!: InvoiceId;
  @IntegerColumn() readonly accountId!: AccountId;
  @IntegerColumn() readonly resellerId!: ResellerId;
  @TextColumn() readonly event!: InvoiceEventName;
  @TextColumn() readonly actor!: string;
  @TextColumn({ nullable: true }) readonly reason!: string | null;
  @JsonColumn({ nullable: true }) readonly details!: Readonly<Record<string, unknown>> | null;
  @CreatedAt() readonly createdAt!: Instant;
  /** The database user and the address that the row came over, which nobody says of himself. */
  @TextColumn({ nullable: true, default: () => 'ledger_session()' })
  readonly recordedBy!: string | null;
}
