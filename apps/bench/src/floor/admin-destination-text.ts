import type { Row } from './database.js';
import { decimal, flag, free, integer, utcInstant } from './json-text.js';

export const destinationColumns = `id, amount, billing_duration, calls_count, calls_duration, dst_prefix, first_call_at,
  last_call_at, rate, spent, successful_calls_count`;

const links = (self: string, name: string): string =>
  `"${name}":{"links":{"self":"${self}/relationships/${name}","related":"${self}/${name}"}}`;

export const destinationText = (row: Row, base: string): string => {
  const id = row[0] ?? '';
  const self = `${base}/invoice-originated-destinations/${id}`;
  return (
    `{"id":"${id}","type":"invoice-originated-destinations","links":{"self":"${self}"},"attributes":{` +
    `"amount":${decimal(row[1])},"billing-duration":${integer(row[2])},"calls-count":${integer(row[3])}` +
    `,"calls-duration":${integer(row[4])},"dst-prefix":${free(row[5])},"first-call-at":${utcInstant(row[6])}` +
    `,"last-call-at":${utcInstant(row[7])},"rate":${decimal(row[8])},"spent":${flag(row[9])}` +
    `,"successful-calls-count":${integer(row[10])}},"relationships":{` +
    `${links(self, 'invoice')},${links(self, 'country')},${links(self, 'network')}}}`
  );
};
