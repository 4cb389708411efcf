import type { Instant } from '@org/kernel';
import { Check, Entity, Index } from 'typeorm';
import type { SecurityEventId } from '../../model/ids.js';
import { oneOf } from '../../schema/columns/checks.js';
import { BigintKey, CreatedAt, JsonColumn, TextColumn } from '../../schema/columns/columns.js';
import { securityEventNames, type SecurityEvent, type SecurityEventName } from '../security-event.js';

@Entity('security_events')
@Index(['at'])
@Index('security_events_known_idx', ['name', 'address'], { where: `event = 'loggedIn'` })
@Check('security_events_event_check', oneOf('event', securityEventNames))
export class SecurityEventEntity implements SecurityEvent {
  @BigintKey() readonly id!: SecurityEventId;
  @CreatedAt() readonly at!: Instant;
  @TextColumn() readonly event!: SecurityEventName;
  @TextColumn() readonly actor!: string;
  @TextColumn({ nullable: true }) readonly subject!: string | null;
  @TextColumn({ nullable: true }) readonly name!: string | null;
  @TextColumn({ nullable: true }) readonly address!: string | null;
  @TextColumn({ nullable: true }) readonly reason!: string | null;
  @JsonColumn({ nullable: true }) readonly changes!: Readonly<Record<string, unknown>> | null;
}
