import { applyDecorators } from '@nestjs/common';
import { Expose, Transform } from 'class-transformer';
import { IsNumber, IsOptional, Max, Min } from 'class-validator';
import type { DatabaseLimits } from '@org/invoice-domain/persistence';
import { number } from './from-text.js';
import { Count } from './variable.js';

/** Longer than a day is no limit. */
const day = 86_400;

const Seconds = (name: string): PropertyDecorator =>
  applyDecorators(
    Expose({ name }),
    Transform(number),
    IsNumber({}, { message: `${name} must be a number of seconds` }),
    Min(0.05),
    Max(day),
  );

const milliseconds = (seconds: number): number => Math.ceil(seconds * 1000);

/** Seconds that a transaction of a request, or of work, may do nothing. */
const idleSeconds = { request: 30, work: 900 } as const;

/** Numbers of connections and requests of a process, and the time that everything may take. */
export class LimitsConfig {
  /** Connections that requests read over, and as many for changes and jobs. */
  @Count('DATABASE_POOL_SIZE', { most: 1_000 })
  readonly databasePoolSize: number = 10;

  /** Until a connection to the database is there. */
  @Seconds('DATABASE_CONNECT_SECONDS')
  readonly databaseConnectSeconds: number = 5;

  /** For a statement of a request that reads. */
  @Seconds('DATABASE_READ_SECONDS')
  readonly databaseReadSeconds: number = 15;

  /** For a statement of a request that changes something. */
  @Seconds('DATABASE_WRITE_SECONDS')
  readonly databaseWriteSeconds: number = 30;

  /** For a statement of a run, an import, a verification. */
  @Seconds('DATABASE_WORK_SECONDS')
  readonly databaseWorkSeconds: number = 21_600;

  /** For a lock that a request waits for; work waits for 90 times as long. */
  @Seconds('DATABASE_LOCK_SECONDS')
  readonly databaseLockSeconds: number = 10;

  /** From which a statement is logged, with the shape of its plan. */
  @Seconds('SLOW_STATEMENT_SECONDS')
  readonly slowStatementSeconds: number = 1;

  /** Connections of clients at most; more are not taken. */
  @Count('HTTP_MAX_CONNECTIONS', { most: 1_000_000 })
  readonly httpMaxConnections: number = 10_000;

  /** Until the headers of a request are there. */
  @Seconds('HTTP_HEADERS_SECONDS')
  readonly httpHeadersSeconds: number = 15;

  /** Until a request is there with all of its body. */
  @Seconds('HTTP_REQUEST_SECONDS')
  readonly httpRequestSeconds: number = 900;

  /** In which a body has to come on, and a reader to take something of its answer. */
  @Seconds('HTTP_PROGRESS_SECONDS')
  readonly httpProgressSeconds: number = 20;

  /** That a connection stays open for another request. */
  @Seconds('HTTP_KEEP_ALIVE_SECONDS')
  readonly httpKeepAliveSeconds: number = 72;

  /** Requests in progress at most. Absent: twice as many as there are connections to read over. */
  @IsOptional()
  @Count('REQUESTS_AT_ONCE', { most: 10_000 })
  readonly requestsAtOnce?: number;

  /** Requests of one caller in progress at most. Absent: half as many as there are connections to read over. */
  @IsOptional()
  @Count('REQUESTS_OF_ONE_CALLER', { most: 10_000 })
  readonly requestsOfOneCaller?: number;

  /** Requests that wait at most. Absent: ten times as many as may be in progress. */
  @IsOptional()
  @Count('REQUESTS_WAITING', { most: 100_000 })
  readonly requestsWaiting?: number;

  /** That a request waits at most. */
  @Seconds('REQUEST_WAIT_SECONDS')
  readonly requestWaitSeconds: number = 2;

  /** In which a process that is told to stop still takes requests, and says that it wants none. Absent: 5 in production, otherwise none. */
  @IsOptional()
  @Count('DRAIN_SECONDS', { least: 0, most: 20 })
  readonly drainSeconds?: number;

  /** Milliseconds for the database, by kind of work. */
  get databaseLimits(): DatabaseLimits {
    const lock = milliseconds(this.databaseLockSeconds);
    const request = { lock, idle: milliseconds(idleSeconds.request) };
    return {
      connect: milliseconds(this.databaseConnectSeconds),
      reading: { ...request, statement: milliseconds(this.databaseReadSeconds) },
      writing: { ...request, statement: milliseconds(this.databaseWriteSeconds) },
      working: {
        statement: milliseconds(this.databaseWorkSeconds),
        lock: 90 * lock,
        idle: milliseconds(idleSeconds.work),
      },
    };
  }
}
