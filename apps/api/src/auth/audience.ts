import { SetMetadata, type CustomDecorator } from '@nestjs/common';

/** Who a route is for. A route that does not say is for nobody. */
export type Audience = 'admin' | 'reseller' | 'public';

export const AUDIENCE = Symbol('audience');

export const For = (audience: Audience): CustomDecorator<symbol> => SetMetadata(AUDIENCE, audience);
