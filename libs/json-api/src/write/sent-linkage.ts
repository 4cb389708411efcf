import type { Exposure } from '../exposure.js';
import { RequestProblem } from '../problem.js';
import { isSentObject, textIn, type SentJson } from './json-text.js';

const wholeNumber = /^\d{1,18}$/;

/**
 * The number of the record that a to-one relationship is to lead to; null when it is to lead nowhere.
 * @throws RequestProblem unless the linkage holds exactly the target's type and an id
 */
export const linkedId = ({ type: target }: Exposure, name: string, link: SentJson): number | null => {
  const pointer = `/data/relationships/${name}`;
  const data = link === null ? null : isSentObject(link) ? (link['data'] ?? null) : undefined;
  if (data === null) return null;
  const { type, id, ...others } = data !== undefined && isSentObject(data) ? data : {};
  if (typeof type !== 'string' || id === undefined || Object.keys(others).length > 0) {
    throw new RequestProblem({ code: 'malformed-linkage', pointer });
  }
  if (id === null) return null;
  if (type !== target) throw new RequestProblem({ code: 'linkage-type-mismatch', type, pointer });
  const text = textIn(id);
  if (!wholeNumber.test(text)) throw new RequestProblem({ code: 'malformed-linkage-id', id: text, pointer });
  return Number(text);
};
