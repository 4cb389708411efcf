import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Managers } from '@org/invoice-domain/persistence';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport';
import { clientAddress } from '../http/client-address.js';
import type { ManagerCaller } from './caller.js';

/** Address of a client that has left already. */
const nowhere = '::';

type Done = (error: unknown, caller: ManagerCaller | false | null) => void;

/** Hands the `X-Api-Token` header, and the address that it came from, to a verifier. */
class ApiTokenStrategy extends Strategy {
  override readonly name = 'api-token';

  constructor(private readonly verify: (token: string, address: string, done: Done) => void) {
    super();
  }

  override authenticate({ headers, ip }: Pick<FastifyRequest, 'headers'> & { readonly ip?: string | undefined }): void {
    const token = headers['x-api-token'];
    if (typeof token !== 'string' || token === '') {
      this.fail(401);
      return;
    }
    this.verify(token, clientAddress({ ip: ip ?? nowhere }), (error, caller) => {
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

  async validate(token: string, address: string): Promise<ManagerCaller | false> {
    const manager = await this.managers.findByToken(token, address);
    return manager !== undefined && { kind: 'reseller', ...manager };
  }
}
