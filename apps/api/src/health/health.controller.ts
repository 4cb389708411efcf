import { setTimeout } from 'node:timers/promises';
import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { DataSource } from 'typeorm';
import { For } from '../auth/audience.js';

/** A database that needs longer for nothing at all cannot serve requests. */
const patienceMilliseconds = 2_000;

/** Liveness and readiness of the process. */
@Controller('health')
@For('public')
export class HealthController {
  constructor(private readonly dataSource: DataSource) {}

  /** The process runs; it may still be unable to serve. */
  @Get('live')
  live(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  /** 200 while the database answers, 503 otherwise. */
  @Get('ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const answers = await this.databaseAnswers();
    void reply
      .code(answers ? 200 : 503)
      .send({ status: answers ? 'ok' : 'unavailable', database: answers ? 'up' : 'down' });
  }

  private async databaseAnswers(): Promise<boolean> {
    const late = new AbortController();
    try {
      return await Promise.race([
        this.dataSource.query('SELECT 1').then(() => true),
        setTimeout(patienceMilliseconds, false, { signal: late.signal, ref: false }),
      ]);
    } catch {
      return false;
    } finally {
      late.abort();
    }
  }
}
