import { RequestMethod } from '@nestjs/common';
import type { ActionMethod } from '@org/json-api';

export const requestMethods: Readonly<Record<ActionMethod, RequestMethod>> = {
  GET: RequestMethod.GET,
  POST: RequestMethod.POST,
  PATCH: RequestMethod.PATCH,
  PUT: RequestMethod.PUT,
};
