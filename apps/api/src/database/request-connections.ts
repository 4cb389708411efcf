import type { OnApplicationShutdown } from '@nestjs/common';
import { openPool } from '@org/invoice-domain/persistence';
import type { Pool } from 'pg';
import type { AppConfig } from '../config/app-config.js';
import { DatabasePulse } from './database-pulse.js';

/** Connections for requests alone: those that they read over, which no job can take, and that of readiness. */
export class RequestConnections implements OnApplicationShutdown {
  readonly reading: Pool;
  readonly pulse: DatabasePulse;

  constructor(url: string, { databasePoolSize: size, databaseLimits: { connect, reading } }: AppConfig) {
    this.reading = openPool({ url, size, name: 'org-invoices reading', connect, limits: reading });
    this.pulse = new DatabasePulse(url);
  }

  /** Once the last request is answered. */
  async onApplicationShutdown(): Promise<void> {
    await this.pulse.close();
    await this.reading.end();
  }
}
