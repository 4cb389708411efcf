import { SetMetadata, type CustomDecorator } from '@nestjs/common';
import type { AdminActionRight } from '@org/invoice-domain';

/** Audience of a route; a route without one is refused to everybody. */
export type Audience = 'admin' | 'reseller' | 'public';

export const AUDIENCE = Symbol('audience');

export const For = (audience: Audience): CustomDecorator<symbol> => SetMetadata(AUDIENCE, audience);

export const RIGHT = Symbol('right');

/** Right that a route of the admin API requires; one without is refused to everybody. */
export const Needs = (right: AdminActionRight): CustomDecorator<symbol> => SetMetadata(RIGHT, right);
