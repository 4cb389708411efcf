/** How often `npm run thorough` repeats what `npm test` does once; `THOROUGHNESS` says it. */
const factor = Number(process.env['THOROUGHNESS'] ?? 1);

/** Runs of a property: few in `npm test`, more in `npm run thorough` and each night. */
export const runs = (few: number): number => Math.ceil(few * factor);
