import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { AdminRole, AuditContext, AdminUserId, ManagerId, ManagerRole, ResellerId } from '@org/invoice-domain';
import type { FastifyRequest } from 'fastify';
import { clientAddress } from '../http/client-address.js';

export interface AdminCaller {
  readonly kind: 'admin';
  readonly id: AdminUserId;
  readonly role: AdminRole;
}

export interface ManagerCaller {
  readonly kind: 'reseller';
  readonly id: ManagerId;
  readonly resellerId: ResellerId;
  readonly role: ManagerRole;
}

/** The authenticated sender of a request. */
export type Caller = AdminCaller | ManagerCaller;

/** Audit context of a change that the caller of the request makes. */
export const auditContextOf = (request: FastifyRequest): AuditContext => {
  const { user } = request;
  if (user === undefined) throw new Error('a change is asked for by nobody');
  return { actor: actorOf(user), address: clientAddress(request) };
};

/** Name of a caller in audits. */
export const actorOf = ({ kind, id }: Caller): string => (kind === 'admin' ? `admin:${id}` : `manager:${id}`);

declare module 'fastify' {
  interface FastifyRequest {
    /** Set by the audience guard; passport's own name for it. */
    user?: Caller;
  }
}

const callerOfKind =
  <Kind extends Caller['kind']>(kind: Kind) =>
  (_: unknown, context: ExecutionContext): Extract<Caller, { kind: Kind }> => {
    const caller = context.switchToHttp().getRequest<FastifyRequest>().user;
    if (caller?.kind !== kind)
      throw new Error(`a route asks for a caller of the ${kind} API that the guard did not find`);
    return caller as Extract<Caller, { kind: Kind }>;
  };

/** The manager that sent the request. */
export const CurrentManager = createParamDecorator(callerOfKind('reseller'));
