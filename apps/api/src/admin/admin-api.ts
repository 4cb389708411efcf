import { applyDecorators, Controller } from '@nestjs/common';
import { For } from '../auth/audience.js';
import { adminApi } from '../http/api.js';

/** A controller of the admin API: its path and its audience in one, so that neither is forgotten. */
export const AdminApi = (path: string): ClassDecorator =>
  applyDecorators(Controller(`${adminApi.prefix}/${path}`), For('admin'));
