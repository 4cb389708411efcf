import { Temporal } from 'temporal-polyfill';
import type { TimeZone } from './instant.js';

interface Span {
  /** First second of the span, and the first one after it, in Unix time. */
  readonly from: number;
  readonly until: number;
  readonly offset: number;
}

/** More than any offset: a day before and a day after, the clocks have been changed at most once. */
const daySeconds = 86_400;

const secondsOf = (moment: Temporal.ZonedDateTime | null, otherwise: number): number =>
  moment === null ? otherwise : Math.floor(moment.epochMilliseconds / 1000);

/**
 * The offset of a time zone at any second, for printing many timestamps: each stretch between two transitions is looked up
 * once and kept, so a page of rows costs one lookup and comparisons.
 */
export class ZoneOffsets {
  private readonly spans: Span[] = [];
  private latest: Span | undefined;

  /** @throws RangeError unless the name is a time zone known to the runtime */
  constructor(readonly zone: TimeZone) {
    this.latest = this.spanAt(0);
  }

  /** @returns seconds to add to Unix time to get the zone's local time */
  at(unixSeconds: number): number {
    const latest = this.latest;
    if (latest !== undefined && latest.from <= unixSeconds && unixSeconds < latest.until) return latest.offset;
    this.latest =
      this.spans.find((span) => span.from <= unixSeconds && unixSeconds < span.until) ?? this.spanAt(unixSeconds);
    return this.latest.offset;
  }

  /**
   * @param localSeconds what the zone's clocks show, counted as Unix time counts in UTC
   * @returns every second of Unix time at which they show it, the earlier one first: none where they skip it, two where they show it twice
   */
  secondsShowing(localSeconds: number): readonly number[] {
    const offsets = new Set([localSeconds - daySeconds, localSeconds + daySeconds].map((second) => this.at(second)));
    return [...offsets]
      .map((offset) => localSeconds - offset)
      .filter((second) => this.at(second) === localSeconds - second)
      .sort((one, other) => one - other);
  }

  private spanAt(unixSeconds: number): Span {
    const moment = Temporal.Instant.fromEpochMilliseconds(unixSeconds * 1000).toZonedDateTimeISO(this.zone);
    const span = {
      // The previous transition is strictly before the moment, so the second after it is the safe start to ask from.
      from: secondsOf(moment.add({ seconds: 1 }).getTimeZoneTransition('previous'), -Infinity),
      until: secondsOf(moment.getTimeZoneTransition('next'), Infinity),
      offset: Math.round(moment.offsetNanoseconds / 1e9),
    };
    this.spans.push(span);
    return span;
  }
}
