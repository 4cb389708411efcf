import { RequestProblem } from '@org/json-api';

/** Seconds after which a full lane is worth another try. */
const retryAfter = 2;

interface LaneOptions {
  /** Passwords that are hashed at once. */
  readonly atOnce: number;
  /** Those that wait for their turn, at most. */
  readonly waiting: number;
}

/**
 * The lane in which passwords are hashed: a few at a time, so that the threads and processors that everybody needs stay free, and no more
 * waiting than will be served soon.
 */
export class PasswordLane {
  private hashing = 0;
  private readonly queue: (() => void)[] = [];

  constructor(private readonly options: LaneOptions) {}

  /** @throws RequestProblem when too many wait */
  async run<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.hashing < this.options.atOnce) this.hashing += 1;
    else await this.turn();
    try {
      return await work();
    } finally {
      const next = this.queue.shift();
      if (next === undefined) this.hashing -= 1;
      else next();
    }
  }

  /** Waits for a place, which whoever leaves hands on. */
  private turn(): Promise<void> {
    if (this.queue.length >= this.options.waiting) {
      throw new RequestProblem({ code: 'too-many-requests', retryAfter });
    }
    return new Promise((resolve) => {
      this.queue.push(resolve);
    });
  }
}
