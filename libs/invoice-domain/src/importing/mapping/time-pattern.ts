/** Parts of a time that a pattern may name, each as the group of a regular expression. */
const tokens: Readonly<Record<string, string>> = {
  YYYY: '(?<year>\\d{4})',
  MMM: '(?<name>[A-Za-z]{3})',
  MM: '(?<month>\\d\\d)',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d\\d)',
  D: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d\\d)',
  H: '(?<hour>\\d{1,2})',
  hh: '(?<half>\\d\\d)',
  h: '(?<half>\\d{1,2})',
  mm: '(?<minute>\\d\\d)',
  // What switches write behind the second, if anything.
  ss: '(?<second>\\d\\d)(?:[.,](?<fraction>\\d+))?',
  A: '(?<noon>[AaPp][Mm])',
  ZZ: '(?<zone>Z|[+-]\\d\\d(?::?\\d\\d)?)',
};

const part = /YYYY|MMM|MM|M|DD|D|HH|H|hh|h|mm|ss|ZZ|A|[^A-Za-z]|(.)/gs;

const has = (source: string, group: string): boolean => source.includes(`(?<${group}>`);

/** A day, an hour and a minute, each once, and an hour of twelve with what half of the day it is in. */
const isComplete = (source: string): boolean =>
  ['year', 'day', 'minute'].every((group) => has(source, group)) &&
  has(source, 'month') !== has(source, 'name') &&
  has(source, 'hour') !== has(source, 'half') &&
  has(source, 'half') === has(source, 'noon');

/** The expression for times that a pattern such as `YYYY/MM/DD HH:mm:ss` describes; undefined when it describes none. */
export const timePattern = (pattern: string): RegExp | undefined => {
  let source = '';
  for (const [found, letter] of pattern.matchAll(part)) {
    if (letter !== undefined) return undefined;
    source += tokens[found] ?? found.replace(/[\\^$.*+?()[\]{}|/-]/, '\\$&');
  }
  const groups = Array.from(source.matchAll(/\(\?<(\w+)>/g), ([, group]) => group);
  return isComplete(source) && new Set(groups).size === groups.length ? new RegExp(`^${source}$`) : undefined;
};
