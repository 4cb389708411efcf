/** The processes that a process has started, and those that they have. @param parents who started each process */
export const descendantsIn = (parents: ReadonlyMap<number, number>, ancestor: number): ReadonlySet<number> => {
  const found = new Set<number>();
  const visit = (parent: number): void => {
    for (const [pid, startedBy] of parents) {
      if (startedBy !== parent || found.has(pid)) continue;
      found.add(pid);
      visit(pid);
    }
  };
  visit(ancestor);
  return found;
};
