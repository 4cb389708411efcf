import type { ImportId, InvoiceId } from '@org/invoice-domain';
import type PgBoss from 'pg-boss';

/** Data of a job, by queue. */
export interface JobData {
  readonly 'fill-invoice': { readonly invoiceId: InvoiceId };
  readonly 'approve-invoice': { readonly invoiceId: InvoiceId };
  readonly 'bill-due': object;
  readonly 'find-late-usage': object;
  readonly 'renew-services': object;
  /** @property at ISO 8601: the moment of the run that is tried again */
  readonly 'billing-run': { readonly at: string; readonly retryParked?: boolean };
  /** @property minutes how long it must lie already */
  readonly 'sales-run': object;
  readonly 'find-unfinished': { readonly minutes?: number };
  readonly 'undo-import': { readonly importId: ImportId };
  readonly 'create-partitions': object;
  readonly 'verify-ledger': object;
}

export type JobName = keyof JobData;

/** Says of itself which queue it was in: what failed for good is kept in one place. */
export type QueuedJob<Name extends JobName = JobName> = { readonly job: Name } & JobData[Name];

/** Queue of the jobs that have used up their retries. */
export const deadLetters = 'dead-letters';

type QueueOptions = Omit<PgBoss.Queue, 'name'>;

/** Tried again after 15 seconds, then 30, 60, 120 …, for about an hour in all. */
const persistent: QueueOptions = { retryLimit: 8, retryDelay: 15, retryBackoff: true, deadLetter: deadLetters };

export const jobQueues: Readonly<Record<JobName, QueueOptions>> = {
  'fill-invoice': { ...persistent, expireInSeconds: 3_600 },
  'approve-invoice': { ...persistent, expireInSeconds: 300 },
  'bill-due': { policy: 'short', retryLimit: 0, expireInSeconds: 6 * 3_600 },
  'find-late-usage': { ...persistent, policy: 'short', expireInSeconds: 3_600 },
  'renew-services': { ...persistent, policy: 'short', expireInSeconds: 3_600 },
  'billing-run': { ...persistent, expireInSeconds: 6 * 3_600 },
  'sales-run': { ...persistent, policy: 'short', expireInSeconds: 6 * 3_600 },
  'find-unfinished': { policy: 'short', retryLimit: 0, expireInSeconds: 3_600 },
  'undo-import': { ...persistent, expireInSeconds: 6 * 3_600 },
  'create-partitions': { ...persistent, expireInSeconds: 300 },
  'verify-ledger': { ...persistent, policy: 'short', expireInSeconds: 6 * 3_600 },
};

export const jobNames = Object.keys(jobQueues) as readonly JobName[];

/** Time zone of the scheduled jobs, and of the days and months that services are renewed for. */
export const serverZone = 'UTC';

/** Once a day, what was parked is tried again, and usage is looked for that came late. */
export const dailyTime = { hour: 5, minute: 30 } as const;

/** Jobs that come by themselves, as cron has it. */
export const schedules: Readonly<Partial<Record<JobName, string>>> = {
  'bill-due': '* * * * *',
  'find-late-usage': `${dailyTime.minute - 5} ${dailyTime.hour} * * *`,
  'renew-services': '1 * * * *',
  // Somewhere a day has just begun.
  'sales-run': '5,35 * * * *',
  'find-unfinished': '* * * * *',
  'create-partitions': '10 0 * * *',
  // After the daily run.
  'verify-ledger': '30 6 * * *',
};
