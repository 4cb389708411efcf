import type { Provider } from '@nestjs/common';
import type { adminActions, BatchActions } from '@org/invoice-domain';
import {
  FailedJobs,
  LedgerTransactions,
  OneTimeCodes,
  RecordDocuments,
  TimeZones,
  UndoneImports,
  UsageBatches,
  type ImportedTable,
} from '@org/invoice-domain/persistence';
import { AdminTokens } from '../../auth/admin-tokens.js';
import { LogIns } from '../../auth/log-ins.js';
import { JobSender } from '../../billing/job-sender.js';
import { PasswordLane } from '../../auth/password-lane.js';
import { AdminReads } from '../admin-reads.js';
import type { AdminHandlersOf } from './admin-handler.js';
import { balanceHandlers } from './balance-handlers.js';
import { AdminBatches } from './batches/admin-batches.js';
import { batchHandlersOf } from './batches/batch-handlers.js';
import { creditHandlers } from './credit-handlers.js';
import { importHandlers } from './import-handlers.js';
import { invoiceHandlers } from './invoice-handlers.js';
import { loginHandler } from './login-handler.js';
import { refundHandlers } from './refund-handlers.js';
import { retryHandlers } from './retry-handlers.js';
import { scheduleHandlers } from './schedule-handlers.js';
import { statementHandlers } from './statement-handlers.js';
import { timezoneHandlers } from './timezone-handlers.js';
import { tokenHandlers } from './token-handlers.js';
import { userHandlers } from './user-handlers.js';

/** The handler of every action of the admin API, batches apart: one that is missing does not compile. */
export type AdminHandlers = AdminHandlersOf<typeof adminActions> & {
  readonly batchesOf: (table: ImportedTable) => AdminHandlersOf<BatchActions>;
};

export const ADMIN_HANDLERS = Symbol('ADMIN_HANDLERS');

/** The services that handlers are made of, in the order of the factory's parameters. */
const inject = [
  LedgerTransactions,
  RecordDocuments,
  JobSender,
  FailedJobs,
  TimeZones,
  LogIns,
  AdminTokens,
  PasswordLane,
  OneTimeCodes,
  AdminReads,
  AdminBatches,
  UsageBatches,
  UndoneImports,
] as const;

type InstancesOf<Classes> = {
  readonly [Index in keyof Classes]: Classes[Index] extends abstract new (...parameters: never[]) => infer Instance
    ? Instance
    : never;
};

export const adminHandlersProvider: Provider = {
  provide: ADMIN_HANDLERS,
  inject: [...inject],
  useFactory: (...services: InstancesOf<typeof inject>): AdminHandlers => {
    const [
      transactions,
      documents,
      jobs,
      failedJobs,
      zones,
      logIns,
      tokens,
      lane,
      codes,
      reads,
      importer,
      batches,
      undone,
    ] = services;
    return {
      ...balanceHandlers(transactions, documents),
      ...creditHandlers(documents),
      ...importHandlers(jobs, undone),
      ...invoiceHandlers({ transactions, documents, jobs }),
      ...loginHandler(logIns, tokens),
      ...refundHandlers(documents),
      ...retryHandlers(jobs, failedJobs),
      ...scheduleHandlers(transactions),
      ...statementHandlers(transactions),
      ...timezoneHandlers(zones),
      ...tokenHandlers(transactions),
      ...userHandlers({ transactions, logIns, lane, codes }),
      batchesOf: batchHandlersOf({ reads, importer, batches }),
    };
  },
};
