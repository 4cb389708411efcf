/** How far a file is. */
export interface Position {
  readonly rows: number;
  readonly bytes: number;
  /** Undefined where nobody knows how much will come. */
  readonly ofBytes: number | undefined;
  readonly seconds: number;
}

const barWidth = 24;

export const grouped = (value: number): string => Math.round(value).toLocaleString('en');

const clock = (seconds: number): string => {
  const whole = Math.round(seconds);
  return `${Math.trunc(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
};

/** `1,200,000 rows, 180,000 rows/s, 60 %, 0:04 left` */
export const progressText = ({ rows, bytes, ofBytes, seconds }: Position): string => {
  const speed = `${grouped(rows)} rows, ${grouped(seconds === 0 ? 0 : rows / seconds)} rows/s`;
  if (ofBytes === undefined || ofBytes === 0 || bytes === 0) return speed;
  const share = Math.min(1, bytes / ofBytes);
  return `${speed}, ${Math.trunc(share * 100)} %, ${clock((seconds * (1 - share)) / share)} left`;
};

export const progressBar = ({ bytes, ofBytes }: Position): string => {
  if (ofBytes === undefined || ofBytes === 0) return '';
  const full = Math.round(Math.min(1, bytes / ofBytes) * barWidth);
  return `[${'█'.repeat(full)}${'░'.repeat(barWidth - full)}] `;
};

/** What progress is written to; a terminal has a width. */
export interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const terminalPause = 0.1;
const plainPause = 5;

/** One line that changes on a terminal, and a line now and then elsewhere. */
export class Progress {
  private shownAt = 0;

  constructor(private readonly screen: Screen) {}

  show(position: Position): void {
    const isTerminal = this.screen.isTTY === true;
    if (position.seconds - this.shownAt < (isTerminal ? terminalPause : plainPause)) return;
    this.shownAt = position.seconds;
    const text = progressText(position);
    if (!isTerminal) this.screen.write(`${text}\n`);
    else this.screen.write(`\r\u001b[K${(progressBar(position) + text).slice(0, (this.screen.columns ?? 80) - 1)}`);
  }

  /** Takes the line of a terminal away. */
  end(): void {
    if (this.screen.isTTY === true && this.shownAt > 0) this.screen.write('\r\u001b[K');
    this.shownAt = 0;
  }
}
