import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { For } from '../auth/audience.js';
import { DatabasePulse } from '../database/database-pulse.js';
import { Draining } from './draining.js';

/** Liveness and readiness of the process. */
@Controller('health')
@For('public')
export class HealthController {
  constructor(
    private readonly pulse: DatabasePulse,
    private readonly draining: Draining,
  ) {}

  /** The process runs; it may still be unable to serve. */
  @Get('live')
  live(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  /** 200 while the database answers, however busy the server is, and nobody has told it to stop; 503 otherwise: no request is to be sent here. */
  @Get('ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const answers = await this.pulse.answers();
    const isReady = answers && !this.draining.isUnderWay;
    void reply
      .code(isReady ? 200 : 503)
      .send({ status: isReady ? 'ok' : 'unavailable', database: answers ? 'up' : 'down' });
  }
}
