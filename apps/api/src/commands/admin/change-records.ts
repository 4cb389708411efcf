import { randomUUID } from 'node:crypto';
import { adminRegistry, ChangeRecord, CreateRecord, everything, type AdminWritable } from '@org/invoice-domain';
import { createReaders, StoredRecords } from '@org/invoice-domain/persistence';
import { readChange, readCreation, type Writes } from '@org/json-api';
import { context, inLedger } from './in-ledger.js';
import { showRecords } from './show-records.js';

/** A sort of record that commands write, and what the command line says of one. */
interface Written {
  readonly name: AdminWritable;
  readonly writes: Writes;
  /** As the admin API would be sent it. */
  readonly document: string;
  readonly json: boolean;
}

/** Adds a record as the admin API does, and prints it. */
export const addRecord = ({ name, writes, document, json }: Written): Promise<void> =>
  inLedger(writes.exposure, async ({ dataSource, transactions, audit }) => {
    const { documents } = createReaders(dataSource);
    const input = readCreation(adminRegistry, writes, document, context.zone.zone);
    const added = await transactions.run(audit, async (manager) => {
      const records = new StoredRecords(manager, transactions.clock);
      const id = await new CreateRecord(records, transactions.clock, randomUUID).execute(name, input);
      return documents.one(manager, everything, writes.exposure, String(id), context);
    });
    showRecords(writes.exposure, added, json);
  });

/** Changes a record as the admin API does, and prints it as it is now. */
export const changeRecord = ({ name, writes, document, json }: Written, id: string): Promise<void> =>
  inLedger(writes.exposure, async ({ dataSource, transactions, audit }) => {
    const { documents } = createReaders(dataSource);
    const input = readChange(adminRegistry, writes, document, id, context.zone.zone);
    const changed = await transactions.run(audit, async (manager) => {
      await documents.locked(manager, everything, writes.exposure, id, context);
      const records = new StoredRecords(manager, transactions.clock);
      await new ChangeRecord(records, transactions.clock).execute(name, Number(id), input);
      return documents.one(manager, everything, writes.exposure, id, context);
    });
    showRecords(writes.exposure, changed, json);
  });
