import { createClient } from '@org/invoice-domain/persistence';
import type { Client } from 'pg';

/** Milliseconds; a database that needs longer for nothing at all cannot serve requests. */
const patience = 2_000;

const limits = { statement: patience, lock: patience, idle: patience } as const;

/** Says whether the database answers, over a connection of its own: one that does is never taken for away because others are busy. */
export class DatabasePulse {
  private client: Client | undefined;
  private asking: Promise<boolean> | undefined;

  constructor(private readonly url: string) {}

  /** Requests at the same time are told the same. */
  answers(): Promise<boolean> {
    this.asking ??= this.ask().finally(() => {
      this.asking = undefined;
    });
    return this.asking;
  }

  async close(): Promise<void> {
    await this.client?.end().catch(() => undefined);
  }

  private async ask(): Promise<boolean> {
    const late = AbortSignal.timeout(patience);
    const tooLate = new Promise<never>((_, reject) => {
      late.addEventListener('abort', () => {
        reject(new Error('late'));
      });
    });
    try {
      await Promise.race([this.beat(), tooLate]);
      return true;
    } catch {
      const { client } = this;
      this.client = undefined;
      void client?.end().catch(() => undefined);
      return false;
    }
  }

  private async beat(): Promise<void> {
    if (this.client === undefined) {
      this.client = createClient({ url: this.url, name: 'org-invoices readiness', connect: patience, limits });
      await this.client.connect();
    }
    await this.client.query('SELECT 1');
  }
}
