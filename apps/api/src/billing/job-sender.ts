import type { Jobs } from '@org/invoice-domain';
import type PgBoss from 'pg-boss';
import type { EntityManager } from 'typeorm';
import { jobQueues, type JobData, type JobName, type QueuedJob } from './job-queues.js';

/** Asks for jobs in a transaction of the ledger: they are there when it commits, and never were when it does not. */
export class JobSender {
  private boss: Promise<PgBoss> | undefined;

  readonly jobsOf = (manager: EntityManager): Jobs => ({
    aggregate: (invoiceId) => this.send(manager, 'fill-invoice', { invoiceId }),
    approve: async (ids) => {
      for (const invoiceId of ids) await this.send(manager, 'approve-invoice', { invoiceId });
    },
  });

  async send<Name extends JobName>(manager: EntityManager, job: Name, data: JobData[Name]): Promise<void> {
    const queued = { job, ...data } satisfies QueuedJob<Name>;
    const { deadLetter } = jobQueues[job];
    this.boss ??= withoutConnection();
    await (
      await this.boss
    ).send(job, queued, {
      ...(deadLetter === undefined ? {} : { deadLetter }),
      db: {
        executeSql: async (text, values) => ({ rows: await manager.query<{ id: string }[]>(text, values) }),
      },
    });
  }
}

/** Never started: its statements run on the connections that it is given. Loaded when it is first needed, as it takes its time. */
const withoutConnection = async (): Promise<PgBoss> => {
  const { default: Boss } = await import('pg-boss');
  return new Boss({ db: { executeSql: () => Promise.reject(new Error('a job needs a transaction')) } });
};
