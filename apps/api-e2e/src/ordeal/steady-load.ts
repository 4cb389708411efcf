import { setTimeout as pause } from 'node:timers/promises';
import { attempt, type Attempt, type Workload } from './workload.js';

/** Milliseconds between two looks at what is due. */
const tick = 10;

/** Pieces of work a second that are done when so many are always under way. */
export const capacityOf = async (workload: Workload, lanes: number, milliseconds: number): Promise<number> => {
  const end = performance.now() + milliseconds;
  let done = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() < end) {
      const { failure } = await attempt(workload);
      if (failure !== undefined) throw new Error(failure);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return (done * 1_000) / milliseconds;
};

/** Work that comes at the same rate whatever becomes of it, as that of many callers who know nothing of each other. */
export class SteadyLoad {
  readonly counts: Record<Attempt['outcome'], number> = { done: 0, away: 0, failed: 0 };
  readonly faults: string[] = [];
  private isStopped = false;
  private readonly underWay = new Set<Promise<void>>();
  private readonly ended: Promise<void>;

  /** @param rate pieces of work a second */
  constructor(
    private readonly workload: Workload,
    private readonly rate: number,
  ) {
    this.ended = this.run();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.ended;
    await Promise.all(this.underWay);
  }

  private async run(): Promise<void> {
    const began = performance.now();
    let begun = 0;
    while (!this.isStopped) {
      for (; begun < ((performance.now() - began) * this.rate) / 1_000; begun += 1) this.begin();
      await pause(tick);
    }
  }

  private begin(): void {
    const one = attempt(this.workload).then(({ outcome, failure, milliseconds }) => {
      this.underWay.delete(one);
      this.counts[outcome] += 1;
      if (failure !== undefined) this.faults.push(failure);
      if (milliseconds > this.workload.patience) this.faults.push(`ended after ${Math.round(milliseconds)} ms only`);
    });
    this.underWay.add(one);
  }
}
