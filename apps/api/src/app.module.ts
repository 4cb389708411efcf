import { Module, type DynamicModule, type Type } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import type { Clock } from '@org/kernel';
import type { Logger } from 'pino';
import type { DataSource } from 'typeorm';
import { AdminModule } from './admin/admin.module.js';
import { AuthModule } from './auth/auth.module.js';
import { BillingModule } from './billing/billing.module.js';
import { AppConfig } from './config/app-config.js';
import { DatabaseModule } from './database/database.module.js';
import { Draining } from './health/draining.js';
import { HealthController } from './health/health.controller.js';
import { ProblemFilter } from './http/problem.filter.js';
import { Metrics } from './metrics/metrics.js';
import { MetricsController } from './metrics/metrics.controller.js';
import { OpenApiModule } from './openapi/openapi.module.js';
import { ResellerModule } from './reseller/reseller.module.js';

/** Parts that the application is built from. */
export interface Parts {
  readonly config: AppConfig;
  /** Connected and migrated. */
  readonly dataSource: DataSource;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** Nobody may ask for figures without a token, so none are kept then. */
const metricsOf = ({ metricsToken }: AppConfig, dataSource: DataSource): Metrics | undefined =>
  metricsToken === undefined ? undefined : new Metrics(dataSource);

@Module({})
export class AppModule {
  /** @param extra controllers besides the application's own, for tests */
  static of({ config, dataSource, clock, logger }: Parts, extra: readonly Type[] = []): DynamicModule {
    return {
      module: AppModule,
      imports: [
        DatabaseModule.of({ config, dataSource, clock }),
        AuthModule.of({ config, clock, logger }),
        BillingModule.of(config, clock),
        AdminModule,
        ResellerModule,
        OpenApiModule,
      ],
      controllers: [HealthController, MetricsController, ...extra],
      providers: [
        Draining,
        { provide: AppConfig, useValue: config },
        { provide: Metrics, useFactory: () => metricsOf(config, dataSource) },
        { provide: APP_FILTER, useValue: new ProblemFilter(logger) },
      ],
      exports: [AppConfig],
      global: true,
    };
  }
}
