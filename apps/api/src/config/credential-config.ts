import { Expose, Transform } from 'class-transformer';
import { IsOptional, ValidateBy } from 'class-validator';
import { LimitsConfig } from './limits-config.js';
import { areNamedSecrets, namedSecrets, type NamedSecret } from './named-secret.js';
import { Count, Flag } from './variable.js';

/** Configuration of credentials and of the limits on their use. */
export class CredentialConfig extends LimitsConfig {
  /** Keys of the tokens of the admin API by the names that tokens give in `kid`: the first signs, all of them are accepted. */
  @Expose({ name: 'ADMIN_JWT_KEYS' })
  @Transform(namedSecrets)
  @IsOptional()
  @ValidateBy({
    name: 'areTokenKeys',
    validator: {
      validate: (value) => areNamedSecrets(value, ({ length }) => length >= 32 && length <= 4_096),
      defaultMessage: () => 'ADMIN_JWT_KEYS must list name:secret, each secret of 32 to 4096 characters, no name twice',
    },
  })
  readonly adminJwtKeys?: readonly NamedSecret[];

  /** Whether tokens of the admin API are accepted in the query, as Yeti does. */
  @Flag('ADMIN_TOKEN_IN_QUERY')
  readonly adminTokenInQuery: boolean = true;

  /** Passwords that are hashed at once: each takes a thread and 19 MiB meanwhile. */
  @Count('PASSWORD_LANES', { most: 8 })
  readonly passwordLanes: number = 1;

  /** Log-ins that wait for their password to be hashed; more are refused. */
  @Count('PASSWORD_QUEUE', { least: 0, most: 1_000 })
  readonly passwordQueue: number = 32;

  /** Failed log-ins with one name from one address in 15 minutes; 0 is any number. */
  @Count('LOGIN_FAILURES_PER_PAIR', { least: 0, most: 1_000_000 })
  readonly loginFailuresPerPair: number = 10;

  /** Failed log-ins with one name in a day, from addresses that it is not known to come from; 0 is any number. */
  @Count('LOGIN_FAILURES_PER_NAME', { least: 0, most: 1_000_000 })
  readonly loginFailuresPerName: number = 100;

  /** Failed log-ins from one address in an hour; 0 is any number. */
  @Count('LOGIN_FAILURES_PER_ADDRESS', { least: 0, most: 1_000_000 })
  readonly loginFailuresPerAddress: number = 100;

  /** Requests with one credential in a minute, counted by each process for itself; 0 is any number. */
  @Count('REQUESTS_PER_MINUTE', { least: 0, most: 10_000_000 })
  readonly requestsPerMinute: number = 0;

  /** Keys of 256 bits in base64, by name, that secrets are sealed with in the database: the first seals, all of them open. */
  @Expose({ name: 'SECRET_KEYS' })
  @Transform(namedSecrets)
  @IsOptional()
  @ValidateBy({
    name: 'areSecretKeys',
    validator: {
      validate: (value) => areNamedSecrets(value, (secret) => Buffer.from(secret, 'base64').length === 32),
      defaultMessage: () => 'SECRET_KEYS must list name:key, each key 32 bytes in base64, no name twice',
    },
  })
  readonly secretKeys?: readonly NamedSecret[];

  /** Whether the admin API shows secrets to those who may read them, as Yeti does, or masks them. */
  @Flag('SHOW_SECRETS')
  readonly showSecrets: boolean = true;
}
