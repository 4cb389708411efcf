import type { Temporal as Polyfill } from 'temporal-polyfill';

type Implementation = typeof Polyfill;

/**
 * The runtime's own Temporal, else the polyfill once `loadTemporal` has fetched it. In the published package, all code that
 * names the polyfill gets this binding instead, so that nobody downloads what the runtime has.
 */
export let Temporal = (globalThis as { readonly Temporal?: Implementation }).Temporal as Implementation;

/** Makes sure that there is a Temporal. Every call of a client does so before it reads a time. */
export const loadTemporal = async (): Promise<Implementation> => {
  // The runtime may lack it, whatever the type says.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-condition
  Temporal ??= (await import('temporal-polyfill')).Temporal;
  return Temporal;
};
