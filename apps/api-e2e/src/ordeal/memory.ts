import { readFile } from 'node:fs/promises';

const field = (text: string, name: string): number =>
  Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(text)?.[1] ?? NaN);

/** Megabytes that a process takes now, and that it ever took, as Linux tells them. */
export const memoryOf = async (pid: number): Promise<{ readonly now: number; readonly most: number }> => {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return { now: field(status, 'VmRSS') / 1_024, most: field(status, 'VmHWM') / 1_024 };
};

/** Keeps what a process takes, second by second. */
export class MemoryWatch {
  private readonly samples: number[] = [];
  private readonly timer: NodeJS.Timeout;

  constructor(pid: number) {
    this.timer = setInterval(() => {
      memoryOf(pid).then(
        ({ now }) => this.samples.push(now),
        // The process has ended, which others notice.
        () => undefined,
      );
    }, 1_000);
  }

  end(): void {
    clearInterval(this.timer);
  }

  /** How many times as much it takes in the last quarter as in the second one: medians. The first one is for warming up. */
  get growth(): number {
    const quarter = Math.floor(this.samples.length / 4);
    return median(this.samples.slice(-quarter)) / median(this.samples.slice(quarter, 2 * quarter));
  }
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)] ?? NaN;
