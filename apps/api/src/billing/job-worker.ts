import type { AuditContext, InvoiceId, RenewServices, RunOptions, RunSales } from '@org/invoice-domain';
import {
  ensureCdrPartitions,
  type DatabaseLimits,
  type FailedJobs,
  type OpenPeriods,
  type UndoneImports,
  type Unfinished,
  verificationOf,
} from '@org/invoice-domain/persistence';
import { instantOf, type Clock } from '@org/kernel';
import PgBoss from 'pg-boss';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import type { Billing } from './billing.js';
import { complaints } from './complaints.js';
import { JobDatabase } from './job-database.js';
import { deadLetters, jobNames, schedules, serverZone, type JobName, type QueuedJob } from './job-queues.js';
import { latestDailyTime, minuteOf } from './run-time.js';

/** Services that the jobs use. */
export interface JobParts {
  readonly billing: Billing;
  readonly sales: RunSales;
  readonly renewals: RenewServices;
  readonly openPeriods: OpenPeriods;
  readonly unfinished: Unfinished;
  readonly undoneImports: UndoneImports;
  readonly failedJobs: FailedJobs;
  readonly dataSource: DataSource;
  readonly limits: DatabaseLimits;
  readonly clock: Clock;
  readonly logger: Logger;
}

type Handlers = { readonly [Name in JobName]: (data: QueuedJob<Name>, audit: AuditContext) => Promise<void> };

/** Longer than any queue should keep an invoice waiting. */
const stuckMinutes = 5;

const theBeginning = instantOf('1970-01-01T00:00Z');

/** Findings that the log tells one by one, at most; `npm run verify` tells all. */
const toldFindings = 100;

/** Takes jobs from the queues, does them, and keeps what failed for good where people see it. */
export class JobWorker {
  private readonly boss: PgBoss;
  private readonly database: JobDatabase;

  constructor(
    url: string,
    private readonly parts: JobParts,
  ) {
    const { connect, writing } = parts.limits;
    const complain = complaints(parts.logger);
    this.database = new JobDatabase({ url, connect, limits: writing, onAway: complain });
    this.boss = new PgBoss({ db: this.database });
    this.boss.on('error', complain);
  }

  async start(): Promise<void> {
    await this.boss.start();
    for (const name of jobNames) {
      const cron = schedules[name];
      if (cron !== undefined) await this.boss.schedule(name, cron, { job: name }, { tz: serverZone });
      await this.takeJobs(name);
    }
    await this.boss.work<QueuedJob>(deadLetters, { includeMetadata: true }, (jobs) => this.keepFailed(jobs));
    await this.boss.send('find-unfinished', { job: 'find-unfinished', minutes: 0 });
    // The server may have slept through the end of a period.
    await this.boss.send('renew-services', { job: 'renew-services' });
    await this.boss.send('find-late-usage', { job: 'find-late-usage' });
    await this.boss.send('bill-due', { job: 'bill-due' });
  }

  /** Waits no longer for a database that is away. */
  leave(): void {
    this.database.leave();
  }

  /** Waits for the jobs that are being done. */
  async stop(): Promise<void> {
    this.leave();
    await this.boss.stop({ graceful: true, wait: true, timeout: 25_000 });
    await this.database.close();
  }

  /** Takes jobs without a pause until the queue is empty, then waits a second. */
  private async takeJobs(name: JobName): Promise<void> {
    const worker: string = await this.boss.work<QueuedJob>(name, { pollingIntervalSeconds: 1 }, async (jobs) => {
      await this.doAll(name, jobs);
      this.boss.notifyWorker(worker);
    });
  }

  private async doAll(name: JobName, jobs: readonly PgBoss.Job<QueuedJob>[]): Promise<void> {
    for (const { id, data } of jobs) {
      this.parts.logger.debug({ message: 'job', job: name, jobId: id });
      await (this.handlers[name] as (data: QueuedJob, audit: AuditContext) => Promise<void>)(data, {
        actor: `job:${name}`,
      });
    }
  }

  private async keepFailed(jobs: readonly PgBoss.JobWithMetadata<QueuedJob>[]): Promise<void> {
    for (const { id, data, output } of jobs) {
      const { job, ...rest } = data;
      const cause = 'message' in output ? String(output.message) : JSON.stringify(output);
      await this.parts.failedJobs.keep({ jobId: id, job, data: rest, cause });
      this.parts.logger.error({ message: 'a job failed for good', job, jobId: id, cause });
    }
  }

  private readonly handlers: Handlers = {
    'fill-invoice': ({ invoiceId }, audit) => this.parts.billing.aggregate(invoiceId, audit),
    'approve-invoice': ({ invoiceId }, audit) => this.parts.billing.approve(invoiceId, audit),
    'bill-due': async (_, audit) => {
      const { billing, clock } = this.parts;
      const now = clock.now();
      if (!(await billing.runs.hasWork(minuteOf(now), latestDailyTime(now)))) return;
      // What fell due within a period that is over belongs on its invoice.
      await this.renew(audit);
      await this.run({ at: minuteOf(now), audit });
    },
    'find-late-usage': (_, audit) => this.parts.openPeriods.findUsage(audit),
    'renew-services': (_, audit) => this.renew(audit),
    'billing-run': ({ at, retryParked = false }, audit) => this.run({ at: instantOf(at), audit, retryParked }),
    'sales-run': async (_, audit) => {
      const { sales, logger } = this.parts;
      const { done, failed, parked } = await sales.execute(audit);
      if (done + parked.size > 0) logger.info({ message: 'sales run', done, parked: parked.size });
      for (const [accountId, err] of failed) {
        logger.error({ message: 'sales cannot be billed', accountId, err, cause: parked.get(accountId) });
      }
      const left = [...failed.keys()].filter((id) => !parked.has(id));
      if (left.length > 0) throw new Error(`sales of the accounts ${left.join(', ')} cannot be billed`);
    },
    'find-unfinished': async ({ minutes = stuckMinutes }, audit) => {
      const { billing, unfinished, undoneImports } = this.parts;
      await undoneImports.markBrokenOff();
      for (const at of await unfinished.runs(minutes)) await billing.runs.execute({ at, audit });
      for (const id of await unfinished.invoices(minutes)) await this.aggregateForgotten(id, audit);
      for (const id of await unfinished.staleInvoices()) await this.refillStale(id, audit);
    },
    'undo-import': ({ importId }) => this.parts.undoneImports.undo(importId),
    'create-partitions': () => ensureCdrPartitions(this.parts.dataSource, this.parts.clock),
    'verify-ledger': () => this.verify(),
  };

  private async verify(): Promise<void> {
    const { dataSource, clock, logger } = this.parts;
    const findings = await verificationOf(dataSource, clock).findings(theBeginning);
    for (const finding of findings.slice(0, toldFindings)) {
      logger[finding.severity === 'error' ? 'error' : 'warn']({ message: 'a finding of the verification', finding });
    }
    logger.info({ message: 'verified', findings: findings.length });
  }

  private async renew(audit: AuditContext): Promise<void> {
    const { renewals, logger } = this.parts;
    const { failed, ...report } = await renewals.execute(audit);
    if (report.renewedCount + report.suspendedCount > 0) logger.info({ message: 'services renewed', report });
    for (const { serviceId, cause } of failed)
      logger.error({ message: 'a service cannot be renewed', serviceId, cause });
  }

  private async run(options: RunOptions): Promise<void> {
    const { billing, logger } = this.parts;
    const report = await billing.runs.execute({
      ...options,
      onProgress: (done) => {
        logger.debug({ message: 'billing', at: options.at.toString(), done });
      },
    });
    logger.info({ message: 'billing run', at: options.at.toString(), report });
  }

  /** One that cannot be filled does not keep the others waiting. */
  private async aggregateForgotten(invoiceId: InvoiceId, audit: AuditContext): Promise<void> {
    const { billing, logger } = this.parts;
    try {
      await billing.aggregate(invoiceId, audit);
      logger.warn({ message: 'an invoice was left new and is filled now', invoiceId });
    } catch (error) {
      logger.error({ message: 'an invoice stays new', invoiceId, err: error });
    }
  }

  private async refillStale(invoiceId: InvoiceId, audit: AuditContext): Promise<void> {
    const { billing, logger } = this.parts;
    try {
      await billing.refill(invoiceId, audit);
      logger.info({ message: 'an invoice was filled anew, as its usage had changed', invoiceId });
    } catch (error) {
      logger.error({ message: 'an invoice stays stale', invoiceId, err: error });
    }
  }
}
