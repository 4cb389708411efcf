import type { Exposure } from '../exposure.js';
import { includeDepthLimit } from '../query/include.js';
import type { Registry } from '../registry.js';

/** Resources that `include` can name from one resource, nearest first. */
export const includableFrom = (registry: Registry, exposure: Exposure): ReadonlySet<Exposure> => {
  const found = new Set<Exposure>();
  let border: readonly Exposure[] = [exposure];
  for (let depth = 0; depth < includeDepthLimit; depth += 1) {
    const next = border
      .flatMap(({ relationships }) => relationships)
      .filter(({ includable }) => includable)
      .map((relationship) => registry.target(relationship))
      .filter((target) => !found.has(target));
    for (const target of next) found.add(target);
    border = [...new Set(next)];
  }
  return found;
};
