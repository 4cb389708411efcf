import type { Clock } from '@org/kernel';
import type { Statement } from '../../reading/postgres/plan.js';
import type { StatementRunner } from '../../reading/postgres/statement-runner.js';
import type { SecurityEvent } from '../security-event.js';

/** The note of a log-in or a refusal; changes of records are noted by triggers. */
export type Noted = Pick<SecurityEvent, 'event' | 'actor' | 'subject' | 'name' | 'address' | 'reason'>;

const note: Statement = {
  name: 'security_event_note',
  text: `INSERT INTO security_events (at, event, actor, subject, name, address, reason)
    VALUES ($1::timestamptz, $2, $3, nullif($4, ''), nullif($5, ''), nullif($6, ''), nullif($7, ''))`,
};

const knownAddress: Statement = {
  name: 'security_event_known_address',
  text: `SELECT EXISTS (SELECT FROM security_events
    WHERE event = 'loggedIn' AND name = $1 AND address = $2 AND at > $3::timestamptz)`,
};

/** Days for which an address that somebody has logged in from is known as theirs. */
const knownDays = 90;

/** The security trail: an append-only table. */
export class SecurityTrail {
  constructor(
    private readonly runner: StatementRunner,
    private readonly clock: Clock,
  ) {}

  async note({ event, actor, subject, name, address, reason }: Noted): Promise<void> {
    const at = this.clock.now().toString();
    await this.runner.rows(note, [at, event, actor, subject ?? '', name ?? '', address ?? '', reason ?? '']);
  }

  /** Whether somebody of this name has logged in from the address lately. */
  async knowsAddress(name: string, address: string): Promise<boolean> {
    const since = this.clock
      .now()
      .subtract({ hours: 24 * knownDays })
      .toString();
    const [row] = await this.runner.rows(knownAddress, [name, address, since]);
    return row?.[0] === 't';
  }
}
