import type { ContactId, ContractorId } from './ids.js';

export interface Contact {
  readonly id: ContactId;
  readonly contractorId: ContractorId | null;
  readonly email: string;
  readonly notes: string | null;
}
