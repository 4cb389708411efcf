import { parseArgs } from 'node:util';

/** Options of the command line. */
export interface Arguments {
  /** Only the cases whose names hold this text. */
  readonly only: string;
  /** The text is the name of a part, which is measured whole. */
  readonly isPart: boolean;
  readonly seconds: number;
  readonly pairs: number;
  readonly scale: boolean;
  readonly ratios: boolean;
  readonly decode: boolean;
  readonly ingest: boolean;
  readonly billing: boolean;
  /** A month of few calls: to see whether it works. */
  readonly small: boolean;
  /** A directory for processor profiles of the application, one for each case, instead of a measurement. */
  readonly profile: string | undefined;
  /** A commit whose server is measured beside this checkout's, instead of everything else. */
  readonly against: string | undefined;
}

/** @throws TypeError for an option that does not exist, RangeError for a number that makes no sense */
export const argumentsIn = (given: readonly string[]): Arguments => {
  const { values } = parseArgs({
    args: [...given],
    options: {
      only: { type: 'string', default: '' },
      seconds: { type: 'string', default: '4' },
      pairs: { type: 'string', default: '5' },
      'no-scale': { type: 'boolean', default: false },
      'no-ratios': { type: 'boolean', default: false },
      'no-decode': { type: 'boolean', default: false },
      'no-ingest': { type: 'boolean', default: false },
      'no-billing': { type: 'boolean', default: false },
      small: { type: 'boolean', default: false },
      profile: { type: 'string' },
      against: { type: 'string' },
    },
  });
  // A name of a part, which no case has, leaves that part alone.
  const alone = ['ingest', 'billing'].find((part) => part === values.only);
  return {
    only: values.only,
    isPart: alone !== undefined,
    seconds: positive('--seconds', values.seconds),
    pairs: positive('--pairs', values.pairs),
    scale: !values['no-scale'] && alone === undefined,
    ratios: !values['no-ratios'] && alone === undefined,
    decode: !values['no-decode'] && alone === undefined,
    ingest: !values['no-ingest'] && (alone === 'ingest' || values.only === ''),
    billing: !values['no-billing'] && (alone === 'billing' || values.only === ''),
    small: values.small,
    profile: values.profile,
    against: values.against,
  };
};

const positive = (option: string, text: string): number => {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new RangeError(`${option} takes a whole number from 1`);
  return value;
};
