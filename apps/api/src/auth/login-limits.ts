import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { networkOf } from './network-of.js';

/** Failed log-ins that are let pass, each within a time of its own; 0 is any number. */
export interface LoginAllowance {
  /** With one name from one network, in 15 minutes. */
  readonly perPair: number;
  /** With one name from anywhere, in a day. */
  readonly perName: number;
  /** From one network with any name, in an hour. */
  readonly perAddress: number;
}

/** A limit that is reached. */
export interface Reached {
  readonly limit: keyof LoginAllowance;
  /** Seconds until another try. */
  readonly retryAfter: number;
  /** Whether it is the first refusal of its time, as far as this process knows. */
  readonly isFirst: boolean;
}

const minutes = 60;
const durations = { perPair: 15 * minutes, perName: 24 * 60 * minutes, perAddress: 60 * minutes } as const;

interface Attempt {
  readonly username: string;
  readonly address: string;
  /** Whether the name has come in from the address before. */
  readonly isKnown: () => Promise<boolean>;
}

/**
 * Limits of failed log-ins, counted in PostgreSQL for all processes together. An attempt counts as failed until it has succeeded, so that
 * many at once do not slip through. A name that strangers have used up stays open to the addresses that it is known to come from.
 */
export class LoginLimits {
  private readonly limiters: Readonly<Record<keyof LoginAllowance, RateLimiterPostgres | undefined>>;

  constructor(storeClient: Pool, allowance: LoginAllowance) {
    const limiter = (name: keyof LoginAllowance): RateLimiterPostgres | undefined => {
      const points = allowance[name];
      if (points === 0) return undefined;
      const fixed = { tableName: 'rate_limits', tableCreated: true, storeType: 'pool' } as const;
      const own = { keyPrefix: name, points, duration: durations[name] };
      // What is used up is refused from memory: a flood does not reach the database.
      return new RateLimiterPostgres({ storeClient, ...fixed, ...own, inMemoryBlockOnConsumed: points + 1 });
    };
    this.limiters = {
      perPair: limiter('perPair'),
      perName: limiter('perName'),
      perAddress: limiter('perAddress'),
    };
  }

  /** Counts an attempt. @returns the limit that forbids it, if one does */
  async take({ username, address, isKnown }: Attempt): Promise<Reached | undefined> {
    const reached =
      (await this.consume('perAddress', keyOf(address))) ?? (await this.consume('perPair', keyOf(address, username)));
    if (reached !== undefined) return reached;
    const strangers = await this.consume('perName', keyOf('', username));
    return strangers === undefined || (await isKnown()) ? undefined : strangers;
  }

  /** Takes back the counts of an attempt that succeeded, and those that failed before with this name from here. */
  async giveBack({ username, address }: Omit<Attempt, 'isKnown'>): Promise<void> {
    await Promise.all([
      this.limiters.perPair?.delete(keyOf(address, username)),
      this.limiters.perName?.reward(keyOf('', username)),
      this.limiters.perAddress?.reward(keyOf(address)),
    ]);
  }

  private async consume(limit: keyof LoginAllowance, key: string): Promise<Reached | undefined> {
    const limiter = this.limiters[limit];
    try {
      await limiter?.consume(key);
      return undefined;
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const isFirst = refusal.consumedPoints === (limiter?.points ?? 0) + 1;
      return { limit, retryAfter: Math.max(1, Math.ceil(refusal.msBeforeNext / 1000)), isFirst };
    }
  }
}

/** A digest: names of any length fit, and a password that was typed as a name is not kept. */
const keyOf = (address: string, username = ''): string =>
  createHash('sha256')
    .update(JSON.stringify([address === '' ? '' : networkOf(address), username]))
    .digest('base64url');
