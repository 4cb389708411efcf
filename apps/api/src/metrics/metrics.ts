import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { LedgerGauges } from './ledger-gauges.js';
import { registerPoolGauge } from './pool-gauge.js';
import { measureRequests } from './request-metrics.js';

/** Figures of the process, its requests, its connections and the ledger. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly ledger: LedgerGauges;

  constructor(dataSource: DataSource) {
    collectDefaultMetrics({ register: this.registry });
    registerPoolGauge(this.registry, dataSource);
    this.ledger = new LedgerGauges(this.registry, dataSource.manager);
  }

  /** Begins to count the requests of a server. */
  measure(server: FastifyInstance): void {
    measureRequests(server, this.registry);
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  /** Names of all figures. */
  get names(): readonly string[] {
    return this.registry.getMetricsAsArray().map(({ name }) => name);
  }

  /** All figures, as Prometheus reads them. */
  async text(): Promise<string> {
    await this.ledger.refresh();
    return this.registry.metrics();
  }
}
