import type { Records } from '../writing/records.js';
import { refuseUnknownCurrency, type PartiesInUse } from './parties-in-use.js';
import type { Reseller } from './reseller.js';
import type { ResellerDraft } from './terms-rules.js';

type Resellers = PartiesInUse & Pick<Records<'reseller', Reseller, ResellerDraft>, 'add'>;

/** Optional parts of a postal address. */
const unsaid = { managerName: '', addressLine1: '', addressLine2: '', city: '', zip: '' } as const;

/** Adds a reseller, at the root of a tree or below another one, which trades in a currency that the ledger knows. */
export class OpenReseller {
  constructor(private readonly records: Resellers) {}

  /** @returns the id of the new reseller @throws InvalidRecord */
  async execute(draft: ResellerDraft): Promise<number> {
    await refuseUnknownCurrency(this.records, draft.currency ?? '');
    return this.records.add('reseller', { ...unsaid, ...draft });
  }
}
