import { Module } from '@nestjs/common';
import { resellerActions, resellerExposures, resellerRegistry } from '@org/invoice-domain';
import type { AnyAction } from '@org/json-api';
import { Changes } from '../http/changes.js';
import { resellerActionController } from './actions/reseller-action.controller.js';
import { ResellerChanges } from './actions/reseller-changes.js';
import { resellerHandlersProvider, type ResellerHandlers } from './actions/reseller-handlers.js';
import { ResellerReadings } from './actions/reseller-readings.js';
import { relatedListsOf } from './related-lists.js';
import { ResellerAccess } from './reseller-access.js';
import { ResellerReads } from './reseller-reads.js';
import { resellerRelatedController } from './reseller-related.controller.js';
import { resellerResourceController } from './reseller-resource.controller.js';
import { ResellersController } from './resellers.controller.js';

/** Resellers have routes of their own: they are the path under which all the others stand. */
const belowReseller = [...resellerRegistry.exposures].filter((exposure) => exposure !== resellerExposures.reseller);

const actions = Object.entries<AnyAction>(resellerActions) as readonly (readonly [keyof ResellerHandlers, AnyAction])[];

/** ActivePlatform's reseller wire. */
@Module({
  controllers: [
    ResellersController,
    ...actions.map(([name, action]) => resellerActionController(action, (handlers) => handlers[name])),
    ...belowReseller.map(resellerResourceController),
    ...belowReseller.flatMap((exposure) =>
      relatedListsOf(exposure).map((list) => resellerRelatedController(exposure, list)),
    ),
  ],
  providers: [ResellerAccess, ResellerReads, ResellerChanges, ResellerReadings, Changes, resellerHandlersProvider],
  exports: [ResellerChanges, ResellerReadings, resellerHandlersProvider],
})
export class ResellerModule {}
