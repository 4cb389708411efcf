import type { Clock } from '@org/kernel';
import type { DataSource, EntityManager } from 'typeorm';
import type { FailedJob } from '../failed-job.js';
import type { FailedJobId } from '../../model/ids.js';

/** Store of the failed jobs. */
export class FailedJobs {
  constructor(
    private readonly dataSource: DataSource,
    private readonly clock: Clock,
  ) {}

  /** Once, however often the queue hands it over. */
  async keep({ jobId, job, data, cause }: Pick<FailedJob, 'jobId' | 'job' | 'data' | 'cause'>): Promise<void> {
    await this.dataSource.query(
      `INSERT INTO failed_jobs (job_id, job, data, cause, failed_at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [jobId, job, JSON.stringify(data), cause, this.clock.now().toString()],
    );
  }

  /** Takes one out, to be tried again in the same transaction. @returns undefined when it is not, or no longer, there */
  async take(manager: EntityManager, id: FailedJobId): Promise<Pick<FailedJob, 'job' | 'data'> | undefined> {
    const [taken]: readonly [readonly Pick<FailedJob, 'job' | 'data'>[], number] = await manager.query(
      'DELETE FROM failed_jobs WHERE id = $1 RETURNING job, data',
      [id],
    );
    return taken[0];
  }
}
