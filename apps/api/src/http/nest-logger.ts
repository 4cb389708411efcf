import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Sends what Nest has to say to the application's log. Its start-up talk is of interest only when something is amiss. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: string): void {
    this.logger.debug({ message, context });
  }

  warn(message: unknown, context?: string): void {
    this.logger.warn({ message, context });
  }

  error(message: unknown, stack?: string, context?: string): void {
    this.logger.error(message instanceof Error ? { err: message, context } : { message, stack, context });
  }

  fatal(message: unknown, context?: string): void {
    this.logger.fatal({ message, context });
  }
}
