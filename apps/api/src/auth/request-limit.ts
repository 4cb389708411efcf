import { RequestProblem } from '@org/json-api';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** Limit of requests with one credential in a minute: of each process for itself, so that no request asks anybody else. */
export class RequestLimit {
  private readonly limiter: RateLimiterMemory | undefined;

  /** @param perMinute 0 is any number */
  constructor(perMinute: number) {
    if (perMinute > 0) this.limiter = new RateLimiterMemory({ points: perMinute, duration: 60 });
  }

  /** Counts a request. @throws RequestProblem beyond the limit */
  async count(credential: string): Promise<void> {
    try {
      await this.limiter?.consume(credential);
    } catch (refusal) {
      if (!(refusal instanceof RateLimiterRes)) throw refusal;
      const retryAfter = Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
      throw new RequestProblem({ code: 'too-many-requests', retryAfter });
    }
  }

  get isOn(): boolean {
    return this.limiter !== undefined;
  }
}
