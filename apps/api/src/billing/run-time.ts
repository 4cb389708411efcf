import { dayIn, isLater, startOfDay, type Instant } from '@org/kernel';
import { dailyTime, serverZone } from './job-queues.js';

/** The latest moment of the day at which what was parked is tried again. */
export const latestDailyTime = (now: Instant): Instant => {
  const { hour: hours, minute: minutes } = dailyTime;
  const moment = startOfDay(dayIn(serverZone, now), serverZone).add({ hours, minutes });
  return isLater(moment, now) ? moment.subtract({ hours: 24 }) : moment;
};

/** The minute that an instant lies in: a run that is started several times within it is one. */
export const minuteOf = (now: Instant): Instant => now.round({ smallestUnit: 'minute', roundingMode: 'floor' });
