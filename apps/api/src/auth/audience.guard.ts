import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { RequestProblem } from '@org/json-api';
import type { FastifyRequest } from 'fastify';
import { AUDIENCE, type Audience } from './audience.js';
import { RequestLimit } from './request-limit.js';

const strategyGuard = (strategy: string): CanActivate => {
  class StrategyGuard extends AuthGuard(strategy) {
    override handleRequest<User>(error: unknown, user: User | false): User {
      if (error instanceof Error) throw error;
      if (user === false) throw new RequestProblem({ code: 'unauthorized' });
      return user;
    }
  }
  return new StrategyGuard();
};

const guards: Readonly<Record<Audience, CanActivate>> = {
  admin: strategyGuard('admin'),
  reseller: strategyGuard('reseller'),
  public: { canActivate: () => true },
};

/** The one guard of the application. A route without an audience is refused: forgetting the decorator opens nothing. */
@Injectable()
export class AudienceGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly limit: RequestLimit,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const audience = this.reflector.getAllAndOverride<Audience | undefined>(AUDIENCE, [
      context.getHandler(),
      context.getClass(),
    ]);
    if (audience === undefined) throw new RequestProblem({ code: 'forbidden' });
    const isLetIn = (await guards[audience].canActivate(context)) === true;
    const { user } = context.switchToHttp().getRequest<FastifyRequest>();
    if (this.limit.isOn && user !== undefined) await this.limit.count(`${user.kind}:${user.id}`);
    return isLetIn;
  }
}
