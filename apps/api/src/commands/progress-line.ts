/** How far something is: on a terminal one line that changes, elsewhere one line a while. */
export class ProgressLine {
  private readonly startedAt = performance.now();
  private saidAt = 0;
  private isOpen = false;

  constructor(
    private readonly what: string,
    private readonly stream: NodeJS.WriteStream = process.stderr,
  ) {}

  passed(done: number): void {
    const seconds = (performance.now() - this.startedAt) / 1000;
    const text = `${done} ${this.what}, ${Math.round(done / Math.max(seconds, 0.001))}/s`;
    if (this.stream.isTTY) {
      this.stream.write(`\r${text}\u001B[K`);
      this.isOpen = true;
    } else if (seconds - this.saidAt >= 5) {
      this.saidAt = seconds;
      this.stream.write(`${text}\n`);
    }
  }

  end(): void {
    if (this.isOpen) this.stream.write('\n');
    this.isOpen = false;
  }
}
