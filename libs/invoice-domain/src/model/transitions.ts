/** The life cycle of a record: the states that each state may become. One that becomes nothing else is an end. */
export type Transitions<State extends string> = Readonly<Record<State, readonly State[]>>;

export const mayBecome = <State extends string>(transitions: Transitions<State>, from: State, to: State): boolean =>
  transitions[from].includes(to);

/** The states that may become a state, in the order of the table. */
export const statesBefore = <State extends string>(transitions: Transitions<State>, to: State): readonly State[] =>
  (Object.keys(transitions) as State[]).filter((from) => mayBecome(transitions, from, to));
