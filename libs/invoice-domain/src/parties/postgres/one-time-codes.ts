import type { Clock } from '@org/kernel';
import { Secret, TOTP } from 'otpauth';
import type { AdminUserId } from '../../model/ids.js';
import type { Statement } from '../../reading/postgres/plan.js';
import type { StatementRunner } from '../../reading/postgres/statement-runner.js';
import type { SecretBox } from '../../writing/postgres/secret-box.js';

/** A secret that an authenticator is given once, as text and as a link. */
export interface NewSecondFactor {
  readonly secret: string;
  readonly uri: string;
}

/** Seconds of a time step; a code of the step before or after is accepted, too. */
const period = 30;

const totpOf = (secret: Secret, label = ''): TOTP => new TOTP({ issuer: 'Org Invoices', label, secret, period });

const enrolled: Statement = {
  name: 'admin_user_second_factor_enrolled',
  text: `UPDATE admin_users SET totp_secret = $2, totp_step = 0
    WHERE id = $1::bigint AND second_factor_since IS NULL RETURNING username`,
};

const secretById: Statement = {
  name: 'admin_user_totp_secret',
  text: 'SELECT totp_secret FROM admin_users WHERE id = $1::bigint AND totp_secret IS NOT NULL',
};

const stepIsUsed: Statement = {
  name: 'admin_user_totp_step_is_used',
  text: 'UPDATE admin_users SET totp_step = $2::bigint WHERE id = $1::bigint AND totp_step < $2::bigint RETURNING id',
};

const confirmed: Statement = {
  name: 'admin_user_second_factor_confirmed',
  text: `UPDATE admin_users SET second_factor_since = $2::timestamptz
    WHERE id = $1::bigint AND second_factor_since IS NULL RETURNING id`,
};

/** One-time codes by time (RFC 6238), the second factor of admin users. */
export class OneTimeCodes {
  constructor(
    private readonly runner: StatementRunner,
    private readonly clock: Clock,
    private readonly secrets: SecretBox,
  ) {}

  /** Whether there is a key to seal secrets with: without one nobody gets a second factor. */
  get isPossible(): boolean {
    return this.secrets.canSeal;
  }

  /** Gives a user a secret, which counts once it is confirmed. @returns undefined where the user has a second factor */
  async enrol(id: AdminUserId): Promise<NewSecondFactor | undefined> {
    const secret = new Secret({ size: 20 });
    const [row] = await this.runner.rows(enrolled, [String(id), this.secrets.seal(secret.base32)]);
    return row && { secret: secret.base32, uri: totpOf(secret, row[0] ?? '').toString() };
  }

  /** Has log-ins ask for codes from now on. @returns whether the code was right */
  async confirm(id: AdminUserId, code: string): Promise<boolean> {
    if (!(await this.use(id, code))) return false;
    const rows = await this.runner.rows(confirmed, [String(id), this.clock.now().toString()]);
    return rows.length > 0;
  }

  /** Uses a code up. @returns whether it is right, and later than any that was used */
  async use(id: AdminUserId, code: string): Promise<boolean> {
    const [row] = await this.runner.rows(secretById, [String(id)]);
    const stored = row?.[0];
    if (typeof stored !== 'string') return false;
    const timestamp = this.clock.now().epochMilliseconds;
    const totp = totpOf(Secret.fromBase32(this.secrets.open(stored)));
    const delta = totp.validate({ token: code, timestamp, window: 1 });
    if (delta === null) return false;
    const step = Math.floor(timestamp / 1000 / period) + delta;
    return (await this.runner.rows(stepIsUsed, [String(id), String(step)])).length > 0;
  }
}
