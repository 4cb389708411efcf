import { Global, Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { poolOf, SecurityTrail } from '@org/invoice-domain/persistence';
import type { Clock } from '@org/kernel';
import type { Logger } from 'pino';
import { DataSource } from 'typeorm';
import type { AppConfig } from '../config/app-config.js';
import { AdminJwtStrategy } from './admin-jwt.strategy.js';
import { AdminTokens } from './admin-tokens.js';
import { AudienceGuard } from './audience.guard.js';
import { LogIns } from './log-ins.js';
import { LoginLimits } from './login-limits.js';
import { PasswordLane } from './password-lane.js';
import { RequestLimit } from './request-limit.js';
import { ResellerTokenStrategy } from './reseller-token.strategy.js';
import { SecurityLog } from './security-log.js';
import { TokenKeys } from './token-keys.js';

interface AuthParts {
  readonly config: AppConfig;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Authentication: one strategy per credential, one guard over every route. */
@Global()
@Module({})
export class AuthModule {
  static of({ config, clock, logger }: AuthParts): DynamicModule {
    return {
      module: AuthModule,
      providers: [
        { provide: AdminTokens, useValue: new AdminTokens(new TokenKeys(config), config.adminJwtLifetime, clock) },
        {
          provide: PasswordLane,
          useValue: new PasswordLane({ atOnce: config.passwordLanes, waiting: config.passwordQueue }),
        },
        {
          provide: LoginLimits,
          inject: [DataSource],
          useFactory: (dataSource: DataSource) =>
            new LoginLimits(poolOf(dataSource), {
              perPair: config.loginFailuresPerPair,
              perName: config.loginFailuresPerName,
              perAddress: config.loginFailuresPerAddress,
            }),
        },
        {
          provide: SecurityLog,
          inject: [SecurityTrail],
          useFactory: (trail: SecurityTrail) => new SecurityLog(trail, logger),
        },
        { provide: RequestLimit, useValue: new RequestLimit(config.requestsPerMinute) },
        LogIns,
        AdminJwtStrategy,
        ResellerTokenStrategy,
        { provide: APP_GUARD, useClass: AudienceGuard },
      ],
      exports: [AdminTokens, LogIns, PasswordLane, SecurityLog],
    };
  }
}
