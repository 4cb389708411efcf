import { applyDecorators, Controller } from '@nestjs/common';
import { For } from '../auth/audience.js';
import { resellerApi } from '../http/api.js';

/** A controller of the reseller API: its path below a reseller and its audience in one, so that neither is forgotten. */
export const ResellerApi = (path: string): ClassDecorator =>
  applyDecorators(Controller(`${resellerApi.prefix}/resellers/:resellerId/${path}`), For('reseller'));
