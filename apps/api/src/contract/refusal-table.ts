import { resellerRefusals } from '@org/invoice-domain';
import { code, table } from './markdown.js';

/** Every refusal of the reseller API. */
export const refusalTable = (): string =>
  table(
    ['status', 'code', 'title', 'pointer'],
    Object.values(resellerRefusals).map((refusal) => [
      String(refusal.status),
      code(refusal.code),
      refusal.title,
      refusal.pointer === undefined ? '–' : code(refusal.pointer),
    ]),
  );
