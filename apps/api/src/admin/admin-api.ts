import { applyDecorators, Controller } from '@nestjs/common';
import type { AdminRight } from '@org/invoice-domain';
import { For, Needs } from '../auth/audience.js';
import { adminApi } from '../http/api.js';

/** A controller of the admin API: its paths, its audience and the right that it needs in one, so that none is forgotten. */
export const AdminApi = (paths: readonly string[], right: AdminRight): ClassDecorator =>
  applyDecorators(Controller(paths.map((path) => `${adminApi.prefix}/${path}`)), For('admin'), Needs(right));
