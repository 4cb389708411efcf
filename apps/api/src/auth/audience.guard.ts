import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AuthGuard } from '@nestjs/passport';
import { adminMay, type AdminActionRight } from '@org/invoice-domain';
import { RequestProblem } from '@org/json-api';
import type { FastifyRequest } from 'fastify';
import { AUDIENCE, RIGHT, type Audience } from './audience.js';
import type { AdminCaller } from './caller.js';
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

/**
 * The one guard of the application. A route without an audience, or of the admin API without a right, is refused: forgetting a
 * decorator opens nothing.
 */
@Injectable()
export class AudienceGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly limit: RequestLimit,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const audience = this.declared<Audience>(AUDIENCE, context);
    if (audience === undefined) throw new RequestProblem({ code: 'forbidden' });
    const isLetIn = (await guards[audience].canActivate(context)) === true;
    const { user } = context.switchToHttp().getRequest<FastifyRequest>();
    if (user === undefined) return isLetIn;
    if (this.limit.isOn) await this.limit.count(`${user.kind}:${user.id}`);
    if (user.kind === 'admin') refuseWithout(this.declared<AdminActionRight>(RIGHT, context), user);
    return isLetIn;
  }

  private declared<Value>(key: symbol, context: ExecutionContext): Value | undefined {
    return this.reflector.getAllAndOverride<Value | undefined>(key, [context.getHandler(), context.getClass()]);
  }
}

/** @throws RequestProblem unless the route says which right it needs, and the user's role has it */
const refuseWithout = (right: AdminActionRight | undefined, { role }: AdminCaller): void => {
  if (right === undefined || !adminMay(role, right)) throw new RequestProblem({ code: 'forbidden' });
};
