import { Agent, request } from 'node:http';

/** Milliseconds between two requests. */
const distance = 10;

/** One caller among many, who asks for one small thing at a time and notes how long it takes. */
export class LightCaller {
  readonly statuses = new Set<number>();
  readonly milliseconds: number[] = [];
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(
    private readonly url: string,
    private readonly headers: Readonly<Record<string, string>>,
  ) {}

  /** Asks for so long. @returns the time that one of a hundred requests takes at least, in milliseconds */
  async p99(milliseconds: number): Promise<number> {
    this.milliseconds.length = 0;
    const end = performance.now() + milliseconds;
    while (performance.now() < end) {
      const began = performance.now();
      await this.ask();
      this.milliseconds.push(performance.now() - began);
      await new Promise((resolve) => setTimeout(resolve, distance));
    }
    const sorted = this.milliseconds.toSorted((one, other) => one - other);
    return sorted[Math.floor(sorted.length * 0.99)] ?? Infinity;
  }

  end(): void {
    this.agent.destroy();
  }

  private ask(): Promise<void> {
    return new Promise((resolve, reject) => {
      const asked = request(this.url, { agent: this.agent, headers: this.headers }, (response) => {
        this.statuses.add(response.statusCode ?? 0);
        response.resume();
        response.on('end', resolve);
      });
      asked.on('error', reject);
      asked.end();
    });
  }
}
