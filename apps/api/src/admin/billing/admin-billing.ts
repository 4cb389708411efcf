import { Injectable } from '@nestjs/common';
import { adminBillingExposures, everything, billingRunIdOf, failedJobIdOf } from '@org/invoice-domain';
import { BillingRunEntity } from '@org/invoice-domain/entities';
import { FailedJobs, RecordDocuments } from '@org/invoice-domain/persistence';
import { RequestProblem } from '@org/json-api';
import type { FastifyRequest } from 'fastify';
import { actOf } from '../../auth/caller.js';
import { jobNames } from '../../billing/job-queues.js';
import { JobSender } from '../../billing/job-sender.js';
import { Changes, type Performed } from '../../http/changes.js';
import { actionRequestOf } from '../invoices/action-request.js';
import { refuseMalformedId } from '../writes/admin-writes.js';

const { billingRun, failedJob } = adminBillingExposures;

/** What people do when billing went wrong: both ask for a job, and are answered before it is done. */
@Injectable()
export class AdminBilling {
  constructor(
    private readonly changes: Changes,
    private readonly documents: RecordDocuments,
    private readonly jobs: JobSender,
    private readonly failedJobs: FailedJobs,
  ) {}

  /** Bills what a run has parked, once more. */
  retryRun(id: string, request: FastifyRequest): Promise<Performed> {
    const { context } = actionRequestOf(request);
    refuseMalformedId(billingRun, id);
    return this.changes.perform(request, {
      act: actOf(request),
      current: (manager) => this.documents.locked(manager, everything, billingRun, id, context),
      work: async (manager) => {
        const document = await this.documents.one(manager, everything, billingRun, id, context);
        const { at } = await manager.findOneByOrFail(BillingRunEntity, { id: billingRunIdOf(Number(id)) });
        await this.jobs.send(manager, 'billing-run', { at: at.toString(), retryParked: true });
        return { status: 202, document };
      },
    });
  }

  /** Puts a job back into its queue. */
  retryJob(id: string, request: FastifyRequest): Promise<Performed> {
    const { context } = actionRequestOf(request);
    refuseMalformedId(failedJob, id);
    return this.changes.perform(request, {
      act: actOf(request),
      current: (manager) => this.documents.locked(manager, everything, failedJob, id, context),
      work: async (manager) => {
        const taken = await this.failedJobs.take(manager, failedJobIdOf(Number(id)));
        const name = jobNames.find((one) => one === taken?.job);
        if (taken === undefined || name === undefined) {
          throw new RequestProblem({ code: 'record-not-found', id, resource: failedJob.resource });
        }
        await this.jobs.send(manager, name, taken.data);
        return { status: 204 };
      },
    });
  }
}
