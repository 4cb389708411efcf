import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import type { Clock } from '@org/kernel';
import type { AppConfig } from '../config/app-config.js';
import { AdminJwtStrategy } from './admin-jwt.strategy.js';
import { AdminTokens } from './admin-tokens.js';
import { AudienceGuard } from './audience.guard.js';
import { ResellerTokenStrategy } from './reseller-token.strategy.js';

/** Authentication: one strategy per credential, one guard over every route. */
@Global()
@Module({})
export class AuthModule {
  static of(config: AppConfig, clock: Clock): DynamicModule {
    return {
      module: AuthModule,
      providers: [
        { provide: AdminTokens, useValue: new AdminTokens(config.adminJwtSecret, config.adminJwtLifetime, clock) },
        AdminJwtStrategy,
        ResellerTokenStrategy,
        { provide: APP_GUARD, useClass: AudienceGuard },
      ],
      exports: [AdminTokens],
    };
  }
}
