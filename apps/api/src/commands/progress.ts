/** Progress of a piece of work. */
export interface Position {
  readonly count: number;
  readonly seconds: number;
  /** Bytes read and bytes of the file; absent when the size is unknown. */
  readonly bytes?: { readonly read: number; readonly of: number };
}

const barWidth = 24;

export const grouped = (value: number): string => Math.round(value).toLocaleString('en');

const clock = (seconds: number): string => {
  const whole = Math.round(seconds);
  return `${Math.trunc(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
};

/** `1,200,000 rows, 180,000 rows/s, 60 %, 0:04 left` */
export const progressText = ({ count, bytes, seconds }: Position, what: string): string => {
  const speed = `${grouped(count)} ${what}, ${grouped(seconds === 0 ? 0 : count / seconds)} ${what}/s`;
  if (bytes === undefined || bytes.of === 0 || bytes.read === 0) return speed;
  const share = Math.min(1, bytes.read / bytes.of);
  return `${speed}, ${Math.trunc(share * 100)} %, ${clock((seconds * (1 - share)) / share)} left`;
};

export const progressBar = ({ bytes }: Position): string => {
  if (bytes === undefined || bytes.of === 0) return '';
  const full = Math.round(Math.min(1, bytes.read / bytes.of) * barWidth);
  return `[${'█'.repeat(full)}${'░'.repeat(barWidth - full)}] `;
};

/** Output for progress; a terminal has a width. */
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

  constructor(
    private readonly screen: Screen,
    private readonly what: string,
  ) {}

  show(position: Position): void {
    const isTerminal = this.screen.isTTY === true;
    if (position.seconds - this.shownAt < (isTerminal ? terminalPause : plainPause)) return;
    this.shownAt = position.seconds;
    const text = progressText(position, this.what);
    if (!isTerminal) this.screen.write(`${text}\n`);
    else this.screen.write(`\r\u001b[K${(progressBar(position) + text).slice(0, (this.screen.columns ?? 80) - 1)}`);
  }

  /** Takes the line of a terminal away. */
  end(): void {
    if (this.screen.isTTY === true && this.shownAt > 0) this.screen.write('\r\u001b[K');
    this.shownAt = 0;
  }
}
