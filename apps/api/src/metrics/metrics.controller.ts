import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Registry } from 'prom-client';
import { DataSource } from 'typeorm';
import { For } from '../auth/audience.js';
import { AppConfig } from '../config/app-config.js';
import { ledgerMetrics } from './ledger-metrics.js';

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Figures for Prometheus, for whoever has the token of the configuration; without one there are none. */
@Controller('metrics')
@For('public')
export class MetricsController {
  private readonly shown: { readonly to: Buffer; readonly registry: Registry } | undefined;

  constructor({ metricsToken }: AppConfig, dataSource: DataSource) {
    if (metricsToken === undefined) return;
    this.shown = { to: digestOf(`Bearer ${metricsToken}`), registry: ledgerMetrics(dataSource) };
  }

  /** 404 where no token is configured, 401 for any other than that. */
  @Get()
  async show(@Req() { headers }: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (this.shown === undefined) return void reply.code(404).send();
    const { to, registry } = this.shown;
    if (!timingSafeEqual(digestOf(headers.authorization ?? ''), to)) {
      return void reply.code(401).header('www-authenticate', 'Bearer').send();
    }
    void reply.header('content-type', registry.contentType).send(await registry.metrics());
  }
}
