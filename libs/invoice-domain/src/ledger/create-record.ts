import type { RecordInput } from '@org/json-api';
import type { Clock } from '@org/kernel';
import type { AdminWritable } from './index.js';
import type { Drafts } from './rules.js';
import { RecordTransaction } from '../usage/record-transaction.js';
import { scheduleOf } from '../usage-billing/account-schedule.js';
import { neverBilled } from '../usage-billing/invoice-schedule.js';
import { draftOf } from '../writing/draft-of.js';
import { refuseInvalid } from './refuse-invalid.js';
import type { LedgerRecords } from './ledger-records.js';
import { OpenAccount, type ScheduleOf } from '../parties/open-account.js';
import { OpenResellerAccount } from '../parties/open-reseller-account.js';
import { OpenReseller } from '../parties/open-reseller.js';
import { OpenService } from '../usage/open-service.js';
import { RecordPayment } from '../payments/record-payment.js';

type Creations = { readonly [Name in AdminWritable]: (draft: Drafts[Name]) => Promise<number> };

/** Adds a record of whatever sort, with all that its sort entails. */
export class CreateRecord {
  private readonly entailing: Partial<Creations>;

  /** @param newDocumentId makes numbers of payments up: no two are the same */
  constructor(
    private readonly records: LedgerRecords,
    clock: Clock,
    newDocumentId: () => string,
  ) {
    const schedule: ScheduleOf = (terms, now) => scheduleOf(terms, now, neverBilled);
    const recordTransaction = new RecordTransaction(records);
    this.entailing = {
      account: (draft) => new OpenAccount(records, clock, schedule).execute(draft),
      reseller: (draft) => new OpenReseller(records).execute(draft),
      resellerAccount: (draft) => new OpenResellerAccount(records, clock, schedule).execute(draft),
      payment: (draft) => new RecordPayment(records, clock, newDocumentId).execute(draft),
      service: (draft) => new OpenService(records, recordTransaction).execute(draft),
      transaction: (draft) => recordTransaction.execute(draft),
    };
  }

  /** @returns the id of the new record @throws InvalidRecord */
  async execute<Name extends AdminWritable>(name: Name, input: RecordInput): Promise<number> {
    const draft = draftOf<Drafts[Name]>(input);
    refuseInvalid(name, draft, input);
    const create: Creations[Name] | undefined = this.entailing[name];
    return create === undefined ? this.records.add(name, draft) : create(draft);
  }
}
