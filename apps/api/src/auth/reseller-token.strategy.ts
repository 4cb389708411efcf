import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Managers } from '@org/invoice-domain/persistence';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport';
import type { ManagerCaller } from './caller.js';

type Done = (error: unknown, caller: ManagerCaller | false | null) => void;

/** Hands the `X-Api-Token` header to a verifier. */
class ApiTokenStrategy extends Strategy {
  override readonly name = 'api-token';

  constructor(private readonly verify: (token: string, done: Done) => void) {
    super();
  }

  override authenticate(request: Pick<FastifyRequest, 'headers'>): void {
    const token = request.headers['x-api-token'];
    if (typeof token !== 'string' || token === '') {
      this.fail(401);
      return;
    }
    this.verify(token, (error, caller) => {
      if (error instanceof Error) this.error(error);
      else if (caller === false || caller === null) this.fail(401);
      else this.success(caller);
    });
  }
}

/** Says which manager an API token belongs to. */
@Injectable()
export class ResellerTokenStrategy extends PassportStrategy(ApiTokenStrategy, 'reseller') {
  constructor(private readonly managers: Managers) {
    super();
  }

  async validate(token: string): Promise<ManagerCaller | false> {
    const manager = await this.managers.findByToken(token);
    return manager !== undefined && { kind: 'reseller', ...manager };
  }
}
