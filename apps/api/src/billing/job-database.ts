import { setTimeout as pause } from 'node:timers/promises';
import { openPool, unavailability, type WorkLimits } from '@org/invoice-domain/persistence';
import type PgBoss from 'pg-boss';

/** Connections of the queues: so many jobs are asked for or reported at once. */
const size = 4;

/** Milliseconds until a database that is away is asked again. */
const patience = 1_000;

interface JobDatabaseOptions {
  readonly url: string;
  /** Milliseconds until a connection is there. */
  readonly connect: number;
  readonly limits: WorkLimits;
  /** Told while the database is away and asked again; without it, what is asked fails then. */
  readonly onAway?: (error: unknown) => void;
}

/**
 * A database as pg-boss wants one, over connections that are guarded and bounded as all are. pg-boss reports the end of a job without
 * waiting for the outcome, so a failure there would end the process; asked again, a job that is done is not done twice either.
 */
export class JobDatabase implements PgBoss.Db {
  private readonly pool: ReturnType<typeof openPool>;
  private isLeft = false;

  constructor(private readonly options: JobDatabaseOptions) {
    this.pool = openPool({ ...options, size, name: 'org-invoices jobs' });
  }

  async executeSql(text: string, values: unknown[] = []): Promise<{ rows: Record<string, unknown>[] }> {
    const { onAway } = this.options;
    while (!this.isLeft) {
      try {
        return await this.pool.query<Record<string, unknown>>(text, values);
      } catch (error) {
        if (onAway === undefined || unavailability(error) === undefined) throw error;
        onAway(error);
        await pause(patience, undefined, { ref: false });
      }
    }
    return this.lastTime(text, values);
  }

  /** A database that is away is waited for no longer. */
  leave(): void {
    this.isLeft = true;
  }

  close(): Promise<void> {
    return this.pool.end();
  }

  private async lastTime(text: string, values: unknown[]): Promise<{ rows: Record<string, unknown>[] }> {
    try {
      return await this.pool.query<Record<string, unknown>>(text, values);
    } catch (error) {
      if (unavailability(error) === undefined) throw error;
      return { rows: [] };
    }
  }
}
