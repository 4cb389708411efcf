import { billingRunIdOf, failedJobIdOf, parkedSaleIdOf, type adminActions } from '@org/invoice-domain';
import { BillingRunEntity, ParkedSaleEntity } from '@org/invoice-domain/entities';
import type { FailedJobs } from '@org/invoice-domain/persistence';
import { RequestProblem } from '@org/json-api';
import { jobNames } from '../../billing/job-queues.js';
import type { JobSender } from '../../billing/job-sender.js';
import type { AdminHandlersOf } from './admin-handler.js';

type Actions = Pick<typeof adminActions, 'retryBillingRun' | 'retryFailedJob' | 'retryParkedSale'>;

/** Handlers of the retries after failed billing: each queues a job and answers before the job is done. */
export const retryHandlers = (jobs: JobSender, failedJobs: FailedJobs): AdminHandlersOf<Actions> => ({
  retryBillingRun: {
    perform: async ({ manager, ids }) => {
      const id = billingRunIdOf(Number(ids['billing-runs']));
      const { at } = await manager.findOneByOrFail(BillingRunEntity, { id });
      await jobs.send(manager, 'billing-run', { at: at.toString(), retryParked: true });
      return undefined;
    },
  },
  retryParkedSale: {
    perform: async ({ manager, ids }) => {
      await manager.update(ParkedSaleEntity, parkedSaleIdOf(Number(ids['parked-sales'])), { isDue: true });
      await jobs.send(manager, 'sales-run', {});
      return undefined;
    },
  },
  retryFailedJob: {
    perform: async ({ manager, ids }) => {
      const id = ids['failed-jobs'];
      const taken = await failedJobs.take(manager, failedJobIdOf(Number(id)));
      const name = jobNames.find((one) => one === taken?.job);
      if (taken === undefined || name === undefined) {
        throw new RequestProblem({ code: 'record-not-found', id, resource: 'failedJob' });
      }
      await jobs.send(manager, name, taken.data);
      return undefined;
    },
  },
});
