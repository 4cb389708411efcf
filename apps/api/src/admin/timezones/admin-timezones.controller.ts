import { Get, Param, Req, Res } from '@nestjs/common';
import { TimeZones } from '@org/invoice-domain/persistence';
import { adminDialect } from '@org/invoice-domain';
import { RequestProblem, type Parameters } from '@org/json-api';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { adminApi } from '../../http/api.js';
import { sendDocument } from '../../http/reply.js';
import { AdminApi } from '../admin-api.js';
import { AdminReads } from '../admin-reads.js';

interface TimeZoneObject {
  readonly id: string;
  readonly type: 'timezones';
  readonly attributes: { readonly name: string };
}

const objectOf = (name: string): TimeZoneObject => ({ id: name, type: 'timezones', attributes: { name } });

/** There is nothing to page, sort, include or leave out. @throws RequestProblem for the first parameter that would */
const refuse = ({ include, sort, withTotals, fields, page, scalars, unknown }: Omit<Parameters, 'filter'>): void => {
  const given = { include, sort, withTotals };
  const [parameter] = [
    ...unknown,
    ...Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [name])),
    ...[...fields.keys()].map((type) => `fields[${type}]`),
    ...[...page.keys()].map((member) => `page[${member}]`),
    ...scalars.keys(),
  ];
  if (parameter !== undefined) throw new RequestProblem({ code: 'unknown-parameter', parameter });
};

/** The names that an account's time zone may have: no table of ours, not paged, and without links, as in the original. */
@AdminApi(['timezones'])
export class AdminTimezonesController {
  constructor(
    private readonly reads: AdminReads,
    private readonly zones: TimeZones,
  ) {}

  @Get()
  async list(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { filter, ...others } = this.reads.parameters(request);
    refuse(others);
    const otherFilter = [...filter.keys()].find((key) => key !== 'name');
    if (otherFilter !== undefined) throw new RequestProblem({ code: 'unknown-filter', filter: otherFilter });
    const names = adminDialect.list(filter.get('name') ?? '') ?? [];
    const zones = await this.zones.names();
    const shown = names.length === 0 ? zones : zones.filter((zone) => names.includes(zone));
    const document = { data: shown.map(objectOf), meta: { 'total-count': shown.length } };
    sendDocument(adminApi, request, reply, JSON.stringify(document));
  }

  @Get(':id')
  async show(@Param('id') id: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { filter, ...others } = this.reads.parameters(request);
    refuse({ ...others, unknown: [...filter.keys(), ...others.unknown] });
    const zones = await this.zones.names();
    if (!zones.includes(id)) throw new RequestProblem({ code: 'record-not-found', resource: 'timezone', id });
    sendDocument(adminApi, request, reply, JSON.stringify({ data: objectOf(id) }));
  }
}
