import { applyDecorators, Controller } from '@nestjs/common';
import { For } from '../auth/audience.js';
import { adminApi } from '../http/api.js';

/** A controller of the admin API: its paths and its audience in one, so that neither is forgotten. */
export const AdminApi = (paths: readonly string[]): ClassDecorator =>
  applyDecorators(Controller(paths.map((path) => `${adminApi.prefix}/${path}`)), For('admin'));
