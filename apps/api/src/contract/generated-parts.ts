/** Generated parts of a text that is otherwise written by hand, by the name in their markers. */
export type GeneratedParts = Readonly<Record<string, string>>;

const marked = /(<!-- generated: (.+?) -->)\n.*?(<!-- end -->)/gs;

/**
 * Puts each part between its markers, `<!-- generated: name -->` and `<!-- end -->`, and leaves the rest of the text as it is. Parts that
 * are alike may share a place: `<!-- generated: one, other -->`.
 * @throws Error for a marker that names no part, for different parts in one place, and for a part that has no place or several
 */
export const withParts = (text: string, parts: GeneratedParts): string => {
  const placed: string[] = [];
  const filled = text.replace(marked, (_, start: string, marker: string, end: string) => {
    const names = marker.split(', ');
    placed.push(...names);
    return `${start}\n\n${partFor(names, parts)}\n\n${end}`;
  });
  const amiss = Object.keys(parts).find((name) => placed.filter((one) => one === name).length !== 1);
  if (amiss !== undefined) throw new Error(`"${amiss}" must have exactly one place: <!-- generated: ${amiss} -->`);
  return filled;
};

const partFor = (names: readonly string[], parts: GeneratedParts): string => {
  const found = names.map((name) => {
    const part = parts[name];
    if (part === undefined) throw new Error(`no declaration gives "${name}", which a marker names`);
    return part;
  });
  const [first = '', ...others] = found;
  if (others.some((part) => part !== first)) throw new Error(`${names.join(' and ')} differ: each needs its own place`);
  return first;
};
