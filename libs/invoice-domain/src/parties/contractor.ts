import type { ContractorId, SmtpConnectionId } from '../model/ids.js';

/** A legal party: customer, vendor, or both. */
export interface Contractor {
  readonly id: ContractorId;
  readonly name: string;
  readonly enabled: boolean;
  readonly vendor: boolean;
  readonly customer: boolean;
  readonly description: string | null;
  readonly address: string | null;
  readonly phones: string | null;
  readonly externalId: number | null;
  readonly smtpConnectionId: SmtpConnectionId | null;
}
