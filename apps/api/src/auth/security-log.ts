import type { SecurityTrail, Noted } from '@org/invoice-domain/persistence';
import type { Logger } from 'pino';

/** Notes log-ins and refusals in the security trail and in the log. */
export class SecurityLog {
  constructor(
    private readonly trail: SecurityTrail,
    private readonly logger: Logger,
  ) {}

  async note(noted: Noted): Promise<void> {
    this.logger.info({ message: 'security', ...noted });
    await this.trail.note(noted);
  }

  /** Whether somebody of this name has logged in from the address lately. */
  knowsAddress(name: string, address: string): Promise<boolean> {
    return this.trail.knowsAddress(name, address);
  }
}
