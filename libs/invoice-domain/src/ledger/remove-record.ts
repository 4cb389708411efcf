import type { AdminWritable } from './index.js';
import { InvalidRecord } from '../model/domain-failure.js';
import { systemCurrencyId } from '../catalog/catalog-rules.js';
import type { LedgerRecords } from './ledger-records.js';

/** Deletes a record with its dependent rows, unless another record refers to it. */
export class RemoveRecord {
  constructor(private readonly records: LedgerRecords) {}

  /** @throws InvalidRecord, or RecordInUse when something else needs it */
  async execute(name: AdminWritable, id: number): Promise<void> {
    if (name === 'currency' && id === systemCurrencyId) {
      throw new InvalidRecord({ member: undefined, message: 'is the system currency' });
    }
    if (name === 'account') await this.records.removePaymentsOf(id);
    await this.records.remove(name, id);
  }
}
