import { createHash, timingSafeEqual } from 'node:crypto';
import { Controller, Get, Inject, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { For } from '../auth/audience.js';
import { AppConfig } from '../config/app-config.js';
import { Metrics } from './metrics.js';

const digestOf = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Figures for Prometheus, for whoever has the token of the configuration; without one there are none. */
@Controller('metrics')
@For('public')
export class MetricsController {
  private readonly expected: Buffer | undefined;

  constructor(
    { metricsToken }: AppConfig,
    @Inject(Metrics) private readonly metrics: Metrics | undefined,
  ) {
    if (metricsToken !== undefined) this.expected = digestOf(`Bearer ${metricsToken}`);
  }

  /** 404 where no token is configured, 401 for any other than that. */
  @Get()
  async show(@Req() { headers }: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    if (this.expected === undefined || this.metrics === undefined) return void reply.code(404).send();
    if (!timingSafeEqual(digestOf(headers.authorization ?? ''), this.expected)) {
      return void reply.code(401).header('www-authenticate', 'Bearer').send();
    }
    void reply.header('content-type', this.metrics.contentType).send(await this.metrics.text());
  }
}
