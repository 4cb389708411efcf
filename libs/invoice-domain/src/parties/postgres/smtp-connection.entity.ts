import { Check, Entity } from 'typeorm';
import type { SmtpConnectionId } from '../../model/ids.js';
import { smtpAuthTypes, type SmtpAuthType, type SmtpConnection } from '../smtp-connection.js';
import { oneOf } from '../../schema/columns/checks.js';
import { FlagColumn, IntegerColumn, IntegerKey, TextColumn } from '../../schema/columns/columns.js';

@Entity('smtp_connections')
@Check('smtp_connections_port_check', 'port BETWEEN 1 AND 65535')
@Check('smtp_connections_auth_type_check', oneOf('auth_type', smtpAuthTypes))
export class SmtpConnectionEntity implements SmtpConnection {
  @IntegerKey() readonly id!: SmtpConnectionId;
  @TextColumn() readonly name!: string;
  @TextColumn() readonly host!: string;
  @IntegerColumn() readonly port!: number;
  @TextColumn() readonly fromAddress!: string;
  @TextColumn({ nullable: true }) readonly authUser!: string | null;
  @TextColumn({ nullable: true }) readonly authPassword!: string | null;
  @TextColumn({ default: 'plain' }) readonly authType!: SmtpAuthType;
  @FlagColumn({ default: false }) readonly global!: boolean;
}
