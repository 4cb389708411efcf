import leven from 'leven';

/** More mistakes than this in a short word make another word of it. */
const mistakesIn = (name: string): number => Math.ceil(name.length / 3);

/** The known name that somebody most likely meant; undefined when none is near. */
export const nearestOf = (name: string, known: Iterable<string>): string | undefined => {
  let nearest: string | undefined;
  let least = mistakesIn(name) + 1;
  for (const candidate of known) {
    const mistakes = leven(name.toLowerCase(), candidate.toLowerCase(), { maxDistance: least });
    if (mistakes >= least) continue;
    nearest = candidate;
    least = mistakes;
  }
  return nearest;
};

/** ` Did you mean "…"?`, to be put behind a sentence; nothing when no known name is near. */
export const didYouMean = (name: string, known: Iterable<string>): string => {
  const nearest = nearestOf(name, known);
  return nearest === undefined ? '' : ` Did you mean ${JSON.stringify(nearest)}?`;
};
