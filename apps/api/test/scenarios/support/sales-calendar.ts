import { RunSales } from '@org/invoice-domain';
import { localDateOf, type LocalDate } from '@org/kernel';
import type { TestApp } from '../../support/test-app.js';

/** Lets days go by, with the run over what was sold in each night. It is always noon in UTC when the story acts. */
export class SalesCalendar {
  private today: LocalDate;

  constructor(
    private readonly server: TestApp,
    firstDay: string,
  ) {
    this.today = localDateOf(firstDay);
    this.moveTo('12:00');
  }

  async untilThe(day: string): Promise<void> {
    while (this.today.toString() < day) {
      this.today = this.today.add({ days: 1 });
      this.moveTo('00:35');
      const { failed } = await this.server.app.get(RunSales).execute({ actor: 'job:sales-run' });
      for (const error of failed.values()) throw error;
      this.moveTo('12:00');
    }
  }

  private moveTo(time: string): void {
    this.server.clock.moveTo(`${this.today.toString()}T${time}:00Z`);
  }
}
