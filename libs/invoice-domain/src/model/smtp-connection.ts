import type { SmtpConnectionId } from './ids.js';

export interface SmtpConnection {
  readonly id: SmtpConnectionId;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly fromAddress: string;
  readonly authUser: string | null;
  readonly authPassword: string | null;
  /** Serves the contractors that name no connection of their own. */
  readonly global: boolean;
}
