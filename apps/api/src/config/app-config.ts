import { Expose, Transform } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  IsString,
  IsTimeZone,
  Matches,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
} from 'class-validator';
import { CredentialConfig } from './credential-config.js';
import { lines, wholeNumber } from './from-text.js';
import { Count, Flag } from './variable.js';

export const environments = ['production', 'development', 'test'] as const;

/** Log levels of pino, loudest first. */
export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** Seconds that load balancers may take to notice that a process is not ready. */
const productionDrain = 5;

/** Configuration of the server, one property per environment variable. `.env.example` lists the same. */
export class AppConfig extends CredentialConfig {
  /** Outside `production` the demo world is loaded into an empty database, and a private one is started when none is given. */
  @Expose({ name: 'NODE_ENV' })
  @IsIn(environments)
  readonly environment: (typeof environments)[number] = 'development';

  /** The address to listen on. Demo mode keeps to this machine unless told otherwise. */
  @Expose({ name: 'HOST' })
  @IsString()
  @MinLength(1)
  readonly host: string = '127.0.0.1';

  /** The port to listen on; 0 picks a free one. */
  @Count('PORT', { least: 0, most: 65_535 })
  readonly port: number = 3000;

  /** `postgres://user:password@host:port/database`. Without it a private PostgreSQL is started in `.data/`. */
  @Expose({ name: 'DATABASE_URL' })
  @IsOptional()
  @Matches(/^postgres(ql)?:\/\/.+/, { message: 'DATABASE_URL must be a postgres:// URL' })
  readonly databaseUrl?: string;

  /** Signs the tokens of the admin API. Demo mode makes one up at each start. */
  @Expose({ name: 'ADMIN_JWT_SECRET' })
  @IsOptional()
  @IsString()
  @MinLength(32)
  @MaxLength(4_096)
  readonly adminJwtSecret?: string;

  /** Seconds an admin token lives; `forever` makes permanent tokens and lets expired ones in. */
  @Expose({ name: 'ADMIN_JWT_LIFETIME' })
  @Transform(wholeNumber)
  @ValidateIf((_, value) => value !== 'forever')
  @IsInt({ message: 'ADMIN_JWT_LIFETIME must be a number of seconds or "forever"' })
  @Min(1)
  readonly adminJwtLifetime: number | 'forever' = 600;

  /** The zone in which a reseller without a zone of its own sees its timestamps. */
  @Expose({ name: 'PLATFORM_TIME_ZONE' })
  @IsTimeZone()
  readonly platformTimeZone: string = 'UTC';

  /** Addresses or CIDR ranges of proxies whose X-Forwarded headers are believed, separated by commas. */
  @Expose({ name: 'TRUSTED_PROXIES' })
  @Transform(lines)
  @IsOptional()
  @Matches(/^[\da-f.:/]+$|^(loopback|linklocal|uniquelocal)$/i, {
    each: true,
    message: 'TRUSTED_PROXIES must list addresses, CIDR ranges, loopback, linklocal or uniquelocal',
  })
  readonly trustedProxies?: readonly string[];

  /** Whether this process does jobs besides answering requests: `false` where workers run by themselves. */
  @Flag('RUN_JOBS')
  readonly runJobs: boolean = true;

  /** Scheduled invoices are approved as soon as they are made. */
  @Flag('AUTO_APPROVE_INVOICES')
  readonly autoApproveInvoices: boolean = false;

  /** Transactions that a billing run works in at once, at most. */
  @Count('BILLING_LANES', { most: 16 })
  readonly billingLanes: number = 2;

  /** Approved invoices can be deleted through the admin API, as in Yeti; otherwise they are final. */
  @Flag('DELETE_APPROVED_INVOICES')
  readonly deleteApprovedInvoices: boolean = false;
  /** Bytes of a batch of usage at most, counted when it is decompressed. */
  @Expose({ name: 'USAGE_BATCH_MAX_BYTES' })
  @Transform(wholeNumber)
  @IsInt()
  @Min(1)
  readonly usageBatchMaxBytes: number = 268_435_456;

  /** Bytes of the file of a closing document, or of a receipt, at most, counted when it is decoded. */
  @Count('EXTERNAL_INVOICE_MAX_BYTES', { most: 134_217_728 })
  readonly externalInvoiceMaxBytes: number = 10_485_760;

  /** The day, `YYYY-MM-DD`, that the demo world ends on, from 2026-01-10 on. Absent: the clock's, in UTC. */
  @Expose({ name: 'DEMO_TODAY' })
  @IsOptional()
  @IsISO8601({ strict: true }, { message: 'DEMO_TODAY must be a day of the calendar' })
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { message: 'DEMO_TODAY must be a day, YYYY-MM-DD' })
  readonly demoToday?: string;

  /** Whoever sends it as a bearer token may read `/metrics`. Without it nobody may. */
  @Expose({ name: 'METRICS_TOKEN' })
  @IsOptional()
  @IsString()
  @MinLength(32)
  @MaxLength(4_096)
  readonly metricsToken?: string;

  @Expose({ name: 'LOG_LEVEL' })
  @IsIn(logLevels)
  readonly logLevel: (typeof logLevels)[number] = 'info';

  get isProduction(): boolean {
    return this.environment === 'production';
  }

  get drainMilliseconds(): number {
    return 1_000 * (this.drainSeconds ?? (this.isProduction ? productionDrain : 0));
  }
}
