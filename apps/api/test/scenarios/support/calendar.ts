import { instantOf, localDateOf, type LocalDate } from '@org/kernel';
import { ensureCdrPartitions } from '@org/invoice-domain/persistence';
import { Billing } from '../../../src/billing/billing.js';
import type { JobName, QueuedJob } from '../../../src/billing/job-queues.js';
import type { TestApp } from '../../support/test-app.js';
import type { Switch } from './switch.js';

type AnyJob = { readonly [Name in JobName]: QueuedJob<Name> }[JobName];

/** Calls are imported before a period of somebody may be billed; in every night they would make the story a slow one. */
const isAwaited = ({ dayOfWeek, day }: LocalDate): boolean => dayOfWeek <= 2 || [1, 2, 16].includes(day);

/** Lets days go by, with what happens on each of them by itself. It is always noon in UTC when the story acts. */
export class Calendar {
  private today: LocalDate;
  private readonly billing: Billing;

  constructor(
    private readonly server: TestApp,
    private readonly theSwitch: Switch,
    firstDay: string,
  ) {
    this.today = localDateOf(firstDay);
    this.billing = server.app.get(Billing);
    this.moveTo('12:00');
  }

  /** Night by night: partitions, the calls of the days before, the billing run, and the jobs that were asked for. */
  async untilThe(day: string): Promise<void> {
    while (this.today.toString() < day) {
      this.theSwitch.keep(this.today.toString());
      this.today = this.today.add({ days: 1 });
      this.moveTo('00:10');
      await ensureCdrPartitions(this.server.database.dataSource, this.server.clock);
      if (isAwaited(this.today)) await this.theSwitch.import(`calls-until-${this.today.toString()}`);
      this.moveTo('05:30');
      await this.billing.runs.execute({
        at: this.server.clock.now(),
        audit: { actor: 'job:billing-run' },
      });
      await this.doJobs();
      this.moveTo('12:00');
    }
  }

  /** Passes days in which nothing is imported or billed; the switch delivers its calls afterwards. */
  async withoutServerUntilThe(day: string): Promise<void> {
    while (this.today.toString() < day) {
      this.theSwitch.keep(this.today.toString());
      this.today = this.today.add({ days: 1 });
    }
    this.moveTo('12:00');
    await this.theSwitch.import(`calls-until-${day}`);
  }

  /** Does all queued jobs, as a worker would. */
  async doJobs(): Promise<void> {
    const jobs = await this.server.database.dataSource.query<readonly { readonly data: AnyJob }[]>(
      `WITH taken AS (DELETE FROM pgboss.job WHERE state = 'created' RETURNING created_on, data)
       SELECT data FROM taken ORDER BY created_on`,
    );
    for (const { data } of jobs) await this.do(data);
  }

  private async do(job: AnyJob): Promise<void> {
    const audit = { actor: `job:${job.job}` };
    if (job.job === 'fill-invoice') await this.billing.aggregate(job.invoiceId, audit);
    else if (job.job === 'billing-run') {
      await this.billing.runs.execute({ at: instantOf(job.at), audit, retryParked: job.retryParked === true });
    } else throw new Error(`the story asks for no such job: ${JSON.stringify(job)}`);
  }

  private moveTo(time: string): void {
    this.server.clock.moveTo(`${this.today.toString()}T${time}:00Z`);
  }
}
