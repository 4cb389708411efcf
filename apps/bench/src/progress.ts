import { say } from './say.js';

/** Says what runs and how long the rest will take, from what each part was expected to take. */
export class Progress {
  private expected = 0;
  private done = 0;

  expect(seconds: number): void {
    this.expected += seconds;
  }

  passed(seconds: number, what: string): void {
    this.done += seconds;
    say(`  ${leftText(this.expected - this.done)} left – ${what}`);
  }
}

export const leftText = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds));
  return `${String(Math.trunc(whole / 60))}:${String(whole % 60).padStart(2, '0')}`;
};
