import { Expose, Transform } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, Max, Min, ValidateBy } from 'class-validator';
import { LimitsConfig } from './limits-config.js';
import { areNamedSecrets, namedSecrets, type NamedSecret } from './named-secret.js';
import { flag, wholeNumber } from './from-text.js';

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
  @Expose({ name: 'ADMIN_TOKEN_IN_QUERY' })
  @Transform(flag)
  @IsBoolean({ message: 'ADMIN_TOKEN_IN_QUERY must be true or false' })
  readonly adminTokenInQuery: boolean = true;

  /** Passwords that are hashed at once: each takes a thread and 19 MiB meanwhile. */
  @Expose({ name: 'PASSWORD_LANES' })
  @Transform(wholeNumber)
  @IsInt()
  @Min(1)
  @Max(8)
  readonly passwordLanes: number = 1;

  /** Log-ins that wait for their password to be hashed; more are refused. */
  @Expose({ name: 'PASSWORD_QUEUE' })
  @Transform(wholeNumber)
  @IsInt()
  @Min(0)
  @Max(1_000)
  readonly passwordQueue: number = 32;

  /** Failed log-ins with one name from one address in 15 minutes; 0 is any number. */
  @Expose({ name: 'LOGIN_FAILURES_PER_PAIR' })
  @Transform(wholeNumber)
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  readonly loginFailuresPerPair: number = 10;

  /** Failed log-ins with one name in a day, from addresses that it is not known to come from; 0 is any number. */
  @Expose({ name: 'LOGIN_FAILURES_PER_NAME' })
  @Transform(wholeNumber)
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  readonly loginFailuresPerName: number = 100;

  /** Failed log-ins from one address in an hour; 0 is any number. */
  @Expose({ name: 'LOGIN_FAILURES_PER_ADDRESS' })
  @Transform(wholeNumber)
  @IsInt()
  @Min(0)
  @Max(1_000_000)
  readonly loginFailuresPerAddress: number = 100;

  /** Requests with one credential in a minute, counted by each process for itself; 0 is any number. */
  @Expose({ name: 'REQUESTS_PER_MINUTE' })
  @Transform(wholeNumber)
  @IsInt()
  @Min(0)
  @Max(10_000_000)
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
  @Expose({ name: 'SHOW_SECRETS' })
  @Transform(flag)
  @IsBoolean({ message: 'SHOW_SECRETS must be true or false' })
  readonly showSecrets: boolean = true;
}
