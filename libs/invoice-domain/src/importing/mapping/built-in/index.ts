import { asterisk } from './asterisk.js';
import { cucm } from './cucm.js';
import { freeswitch, freeswitchLegacy } from './freeswitch.js';
import { threeCx } from './three-cx.js';
import { twilio } from './twilio.js';
import { yeti } from './yeti.js';

/** Mappings of exports that switches write by themselves, as YAML, by the name to ask for. */
export const builtInMappings: ReadonlyMap<string, string> = new Map(
  Object.entries({
    asterisk,
    freeswitch,
    'freeswitch-legacy': freeswitchLegacy,
    cucm,
    '3cx': threeCx,
    twilio,
    yeti,
  }).map(([name, text]) => [name, text.trimStart()]),
);
