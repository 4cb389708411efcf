/**
 * A queue that does one piece of work at a time. One batch at a time keeps PostgreSQL as busy as several would, and the pool free for
 * reading.
 */
export class WorkQueue {
  private last: Promise<unknown> = Promise.resolve();

  add<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.last.then(work);
    this.last = mine.catch(() => undefined);
    return mine;
  }
}
