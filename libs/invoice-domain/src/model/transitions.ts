/** The life cycle of a record: the states that each state may become. One that becomes nothing else is an end. */
export type Transitions<State extends string> = Readonly<Record<State, readonly State[]>>;

/** What undoes transitions: actions alone go back by it, no record that comes again does. */
export type Undoings<State extends string> = Readonly<Partial<Record<State, readonly State[]>>>;

export const mayBecome = <State extends string>(transitions: Undoings<State>, from: State, to: State): boolean =>
  transitions[from]?.includes(to) ?? false;

/** The states that may become a state, in the order of the table. */
export const statesBefore = <State extends string>(transitions: Undoings<State>, to: State): readonly State[] =>
  (Object.keys(transitions) as State[]).filter((from) => mayBecome(transitions, from, to));

/** A transition as the database keeps it. */
export type Transition = readonly [from: string, to: string];

/** The transitions of tables, each once and in order. */
export const transitionsIn = (...tables: readonly Undoings<string>[]): readonly Transition[] => {
  const pairs = tables.flatMap((table) =>
    Object.entries(table).flatMap(([from, states]) => (states ?? []).map((to) => JSON.stringify([from, to]))),
  );
  return [...new Set(pairs)].toSorted().map((pair) => JSON.parse(pair) as Transition);
};
