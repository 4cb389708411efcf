import { Inject, Param, Req, RequestMapping, Res, type Type } from '@nestjs/common';
import type { AnyAction } from '@org/json-api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { routeOf, type RouteParameters } from '../../actions/action-route.js';
import { requestMethods } from '../../actions/request-method.js';
import { CurrentManager, type ManagerCaller } from '../../auth/caller.js';
import { resellerApi } from '../../http/api.js';
import { HasFile } from '../../http/body-limits.js';
import { sendPerformed } from '../../http/reply.js';
import { ResellerApi } from '../reseller-api.js';
import { ResellerChanges } from './reseller-changes.js';
import type { ChangeHandler, ReadHandler } from './reseller-handler.js';
import { RESELLER_HANDLERS, type ResellerHandlers } from './reseller-handlers.js';
import { ResellerReadings } from './reseller-readings.js';

type Handler = ChangeHandler<AnyAction> | ReadHandler<AnyAction>;

const noDecorator: MethodDecorator = () => undefined;

/** The route of one action of the reseller API. @param handlerOf chooses what serves it */
export const resellerActionController = (
  action: AnyAction,
  handlerOf: (handlers: ResellerHandlers) => unknown,
): Type => {
  @ResellerApi(routeOf(action))
  class ResellerActionController {
    private readonly handler: Handler;

    constructor(
      private readonly changes: ResellerChanges,
      private readonly readings: ResellerReadings,
      @Inject(RESELLER_HANDLERS) handlers: ResellerHandlers,
    ) {
      this.handler = handlerOf(handlers) as Handler;
    }

    @RequestMapping({ method: requestMethods[action.method] })
    @(action.body?.hasFile === true ? HasFile() : noDecorator)
    async perform(
      @CurrentManager() caller: ManagerCaller,
      @Param() parameters: RouteParameters,
      @Req() request: FastifyRequest,
      @Res() reply: FastifyReply,
    ): Promise<void> {
      const from = { caller, resellerId: parameters['resellerId'] ?? '', request };
      if ('find' in this.handler) {
        await this.readings.answer(action, this.handler, from, parameters, reply);
        return;
      }
      await sendPerformed(
        resellerApi,
        request,
        reply,
        await this.changes.perform(action, this.handler, from, parameters),
      );
    }
  }
  return ResellerActionController;
};
