import { Check, Entity } from 'typeorm';
import type { SmtpConnectionId } from '../../model/ids.js';
import type { SmtpConnection } from '../../model/smtp-connection.js';
import { FlagColumn, IntegerColumn, IntegerKey, TextColumn } from '../columns/columns.js';

@Entity('smtp_connections')
@Check('smtp_connections_port_check', 'port BETWEEN 1 AND 65535')
export class SmtpConnectionEntity implements SmtpConnection {
  @IntegerKey() readonly id!: SmtpConnectionId;
  @TextColumn() readonly name!: string;
  @TextColumn() readonly host!: string;
  @IntegerColumn() readonly port!: number;
  @TextColumn() readonly fromAddress!: string;
  @TextColumn({ nullable: true }) readonly authUser!: string | null;
  @TextColumn({ nullable: true }) readonly authPassword!: string | null;
  @FlagColumn({ default: false }) readonly global!: boolean;
}
