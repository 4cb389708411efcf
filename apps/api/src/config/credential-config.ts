import { Expose, Transform } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { wholeNumber } from './variables.js';

/** Configuration of credentials and of the limits on their use. */
export class CredentialConfig {
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
}
