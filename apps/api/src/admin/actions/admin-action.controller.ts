import { Controller, HttpCode, Inject, Param, Req, RequestMapping, Res, type Type } from '@nestjs/common';
import type { AdminActionRight } from '@org/invoice-domain';
import type { AnyAction } from '@org/json-api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { idsIn, routeOf, type RouteParameters } from '../../actions/action-route.js';
import { requestMethods } from '../../actions/request-method.js';
import { For, Needs } from '../../auth/audience.js';
import { adminApi } from '../../http/api.js';
import { sendDocument, sendPerformed } from '../../http/reply.js';
import { AdminReads } from '../admin-reads.js';
import { AdminChanges } from './admin-changes.js';
import type { AdminChangeHandler, AdminOwnHandler, AdminReadHandler } from './admin-handler.js';
import { ADMIN_HANDLERS, type AdminHandlers } from './admin-handlers.js';

type Handler = AdminChangeHandler<AnyAction> | AdminOwnHandler<AnyAction> | AdminReadHandler<AnyAction>;

/** The route of one action of the admin API. @param handlerOf chooses what serves it */
export const adminActionController = (action: AnyAction, handlerOf: (handlers: AdminHandlers) => unknown): Type => {
  const right = action.right as AdminActionRight;

  @Controller(`${adminApi.prefix}/${routeOf(action)}`)
  @For(right === 'public' ? 'public' : 'admin')
  @Needs(right)
  class AdminActionController {
    private readonly handler: Handler;

    constructor(
      private readonly changes: AdminChanges,
      private readonly reads: AdminReads,
      @Inject(ADMIN_HANDLERS) handlers: AdminHandlers,
    ) {
      this.handler = handlerOf(handlers) as Handler;
    }

    @RequestMapping({ method: requestMethods[action.method] })
    @HttpCode(200)
    async perform(
      @Param() routeParameters: RouteParameters,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      const { handler } = this;
      if ('perform' in handler) {
        await sendPerformed(
          adminApi,
          request,
          reply,
          await this.changes.perform(action, handler, request, routeParameters),
        );
        return;
      }
      const ids = idsIn(action, routeParameters);
      if ('serve' in handler) {
        await handler.serve({ ids, request, reply });
        return;
      }
      const document = await handler.find({ ids, parameters: this.reads.parameters(request), request });
      await sendDocument(adminApi, request, reply, document as unknown as string);
    }
  }
  return AdminActionController;
};
