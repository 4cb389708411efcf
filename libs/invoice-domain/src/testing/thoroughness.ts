/** Factor for the runs of properties: 1 in `npm test`, 5 in `npm run thorough`. */
const factor = Number(process.env['THOROUGHNESS'] ?? 1);

/** Runs of a property: few in `npm test`, more in `npm run thorough` and each night. */
export const runs = (few: number): number => Math.ceil(few * factor);
