import type { Instant } from '@org/kernel';
import type { FailedJobId } from '../model/ids.js';

/** A job that has used up its retries and waits until it is retried by hand. */
export interface FailedJob {
  readonly id: FailedJobId;
  /** The queue's own id of it. */
  readonly jobId: string;
  /** Name of the job's queue, such as `fill-invoice`. */
  readonly job: string;
  /** Data of the job, such as `{"invoiceId": 18}`. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Why the last try failed. */
  readonly cause: string;
  readonly failedAt: Instant;
}
