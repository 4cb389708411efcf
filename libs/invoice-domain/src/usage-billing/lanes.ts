/**
 * Takes one step after another in several lanes at once. A lane ends with a step that finds nothing left to do; when a step fails, the others
 * end with the step that they are at.
 * @param step returns false when nothing is left
 * @throws what the first step to fail threw, once every lane has ended
 */
export const inLanes = async (lanes: number, step: () => Promise<boolean>): Promise<void> => {
  const failures: unknown[] = [];
  const lane = async (): Promise<void> => {
    try {
      while (failures.length === 0) if (!(await step())) return;
    } catch (error) {
      failures.push(error);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  if (failures.length > 0) throw failures[0];
};
