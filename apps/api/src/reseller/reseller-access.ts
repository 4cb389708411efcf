import { Inject, Injectable } from '@nestjs/common';
import { ofReseller, type ResellerScope } from '@org/invoice-domain';
import { Resellers, type ReadContext } from '@org/invoice-domain/persistence';
import { RequestProblem } from '@org/json-api';
import { ZoneOffsets, type TimeZone } from '@org/kernel';
import type { FastifyRequest } from 'fastify';
import type { ManagerCaller } from '../auth/caller.js';
import { AppConfig } from '../config/app-config.js';
import { resellerApi } from '../http/api.js';
import { originOf } from '../http/origin.js';

/** A request with its caller and the reseller in its path. */
export interface ResellerRequest {
  readonly caller: ManagerCaller;
  readonly resellerId: string;
  readonly request: FastifyRequest;
}

/** The reseller of a path: its scope, and the context in which its records are written. */
export interface AccessedReseller {
  readonly scope: ResellerScope;
  readonly context: ReadContext;
}

/** Finds the reseller of a path, if the caller has access to it. */
@Injectable()
export class ResellerAccess {
  private readonly zones = new Map<TimeZone, ZoneOffsets>();

  constructor(
    private readonly resellers: Resellers,
    @Inject(AppConfig) private readonly config: AppConfig,
  ) {}

  /** @throws RequestProblem for a reseller that is neither the caller's own nor below it, as for one that does not exist */
  async of({ caller, resellerId, request }: ResellerRequest): Promise<AccessedReseller> {
    const reseller = await this.resellers.findWithin(caller.resellerId, resellerId);
    if (reseller === undefined) {
      throw new RequestProblem({ code: 'record-not-found', resource: 'reseller', id: resellerId });
    }
    const zone = this.zoneOf(reseller.timeZone ?? this.config.platformTimeZone);
    const base = originOf(request) + resellerApi.prefix;
    return { scope: ofReseller(reseller.id), context: { base, zone, signal: request.departure } };
  }

  private zoneOf(name: TimeZone): ZoneOffsets {
    const known = this.zones.get(name);
    if (known !== undefined) return known;
    const zone = new ZoneOffsets(name);
    this.zones.set(name, zone);
    return zone;
  }
}
