import { SetMetadata, type CustomDecorator } from '@nestjs/common';

/** Audience of a route; a route without one is refused to everybody. */
export type Audience = 'admin' | 'reseller' | 'public';

export const AUDIENCE = Symbol('audience');

export const For = (audience: Audience): CustomDecorator<symbol> => SetMetadata(AUDIENCE, audience);
