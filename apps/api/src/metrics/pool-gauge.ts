import { poolOf } from '@org/invoice-domain/persistence';
import { Gauge, type Registry } from 'prom-client';
import type { DataSource } from 'typeorm';

/** Connections to PostgreSQL, and those who wait for one. */
export const registerPoolGauge = (registry: Registry, dataSource: DataSource): void => {
  new Gauge({
    name: 'database_pool',
    help: 'Connections of this process to PostgreSQL that are used or idle, and requests for one that wait.',
    labelNames: ['state'] as const,
    registers: [registry],
    collect() {
      const { totalCount, idleCount, waitingCount } = poolOf(dataSource);
      this.set({ state: 'used' }, totalCount - idleCount);
      this.set({ state: 'idle' }, idleCount);
      this.set({ state: 'waiting' }, waitingCount);
    },
  });
};
