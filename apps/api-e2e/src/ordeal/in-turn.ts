/** Hands out items in turn, for ever. */
export const inTurn = <Item>(items: readonly [Item, ...Item[]]): (() => Item) => {
  let next = 0;
  return () => {
    const item = items[next % items.length] ?? items[0];
    next += 1;
    return item;
  };
};
