import type { TimeZone } from '@org/kernel';
import type { Statement } from '../../reading/postgres/plan.js';
import type { StatementRunner } from '../../reading/postgres/statement-runner.js';

const named: Statement = {
  name: 'time_zone_names',
  text: `SELECT name FROM pg_timezone_names WHERE name ~ '^[A-Z]' AND name !~ '^(Factory|SystemV)' ORDER BY name`,
};

/** The time zones that the database knows, and so those that an account may be in. */
export class TimeZones {
  private known: Promise<readonly TimeZone[]> | undefined;

  constructor(private readonly runner: StatementRunner) {}

  /** Read once, because PostgreSQL reads its files for it and they change only with its version. */
  names(): Promise<readonly TimeZone[]> {
    this.known ??= this.read().catch((error: unknown) => {
      this.known = undefined;
      throw error;
    });
    return this.known;
  }

  private async read(): Promise<readonly TimeZone[]> {
    const rows = await this.runner.rows(named, []);
    return rows.map(([name]) => name ?? '');
  }
}
