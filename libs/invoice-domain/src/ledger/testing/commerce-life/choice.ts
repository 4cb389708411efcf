export const chosen = <Item>(items: readonly Item[], nth: number): Item | undefined =>
  items[nth % Math.max(1, items.length)];

/** Mostly one that something can become of. */
export const likely = <Item>(
  items: readonly Item[],
  nth: number,
  isLikely: (item: Item) => boolean,
): Item | undefined => {
  const found = nth % 4 === 0 ? [] : items.filter(isLikely);
  return chosen(found.length === 0 ? items : found, Math.floor(nth / 4));
};

/** Hundredths of an amount, not less than a cent. */
export const partOf = (hundredths: bigint | null, amount: bigint): bigint | null =>
  hundredths === null ? null : (amount * hundredths) / 100n || 1n;

/** All orders of items. */
export const ordersOf = <Item>(items: readonly Item[]): readonly (readonly Item[])[] =>
  items.length < 2
    ? [items]
    : items.flatMap((first, place) =>
        ordersOf(items.filter((_, other) => other !== place)).map((rest) => [first, ...rest]),
      );
