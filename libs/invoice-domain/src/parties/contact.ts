import type { ContactId, ContractorId } from '../model/ids.js';

export interface Contact {
  readonly id: ContactId;
  readonly contractorId: ContractorId | null;
  readonly email: string;
  readonly notes: string | null;
}
