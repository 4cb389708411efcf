/** Whether a piece of work was done, or could not be because the database was away; it is then tried again. */
export type Outcome = 'done' | 'away';

/** Work of one kind that goes on whatever happens to the database. */
export interface Workload {
  readonly name: string;
  /** Milliseconds in which a piece of it ends, however it ends. */
  readonly patience: number;
  /** Does the next piece, or the last one again that could not be done. @throws Error when it ended in a way that is not documented */
  once(): Promise<Outcome>;
  /** Afterwards: what was done that is not in the ledger exactly once. */
  losses(): Promise<readonly string[]>;
}

/** One piece of work that was tried. */
export interface Attempt {
  readonly began: number;
  readonly milliseconds: number;
  readonly outcome: Outcome | 'failed';
  readonly failure?: string;
}

/** Does the work of one kind, piece after piece, and keeps how each ended. */
export class Worker {
  readonly attempts: Attempt[] = [];
  private isStopped = false;
  private readonly ended: Promise<void>;

  /** @param pause milliseconds between two pieces */
  constructor(
    readonly workload: Workload,
    private readonly pause: number,
  ) {
    this.ended = this.run();
  }

  /** Waits until a piece is done that was begun from now on. @throws Error when none is in time */
  async succeedsWithin(milliseconds: number): Promise<void> {
    const began = performance.now();
    while (!this.attempts.some((attempt) => attempt.began >= began && attempt.outcome === 'done')) {
      if (performance.now() > began + milliseconds) {
        throw new Error(`${this.workload.name}: nothing was done in ${milliseconds} ms${this.lastWords}`);
      }
      await wait(20);
    }
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.ended;
  }

  /** Faults in words: pieces that ended in another way than is documented, or too late. */
  get faults(): readonly string[] {
    const { name, patience } = this.workload;
    const all = this.attempts.flatMap(({ failure, milliseconds }) => [
      ...(failure === undefined ? [] : [`${name}: ${failure}`]),
      ...(milliseconds > patience ? [`${name}: ended after ${Math.round(milliseconds)} ms only`] : []),
    ]);
    return [...new Set(all)];
  }

  private get lastWords(): string {
    const failure = this.attempts.at(-1)?.failure;
    return failure === undefined ? '' : `: ${failure}`;
  }

  private async run(): Promise<void> {
    while (!this.isStopped) {
      this.attempts.push(await attempt(this.workload));
      await wait(this.pause);
    }
  }
}

/** Tries one piece of work. */
export const attempt = async (workload: Workload): Promise<Attempt> => {
  const began = performance.now();
  const told = await workload.once().then(
    (outcome) => ({ outcome }),
    (error: unknown) => ({
      outcome: 'failed' as const,
      failure: error instanceof Error ? error.message : String(error),
    }),
  );
  return { began, milliseconds: performance.now() - began, ...told };
};

const wait = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
