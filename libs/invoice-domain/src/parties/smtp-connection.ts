import type { SmtpConnectionId } from '../model/ids.js';

/** Authentication methods of mail servers. */
export const smtpAuthTypes = ['plain', 'login', 'cram_md5'] as const;
export type SmtpAuthType = (typeof smtpAuthTypes)[number];

export interface SmtpConnection {
  readonly id: SmtpConnectionId;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly fromAddress: string;
  readonly authUser: string | null;
  readonly authPassword: string | null;
  readonly authType: SmtpAuthType;
  /** Serves the contractors that name no connection of their own. */
  readonly global: boolean;
}
