import { dayIn, isLater, startOfDay, type Instant } from '@org/kernel';
import { runTime, serverZone } from './job-queues.js';

/** The moment of the latest daily run: however often it is started, the run of a day is one. */
export const latestRunAt = (now: Instant): Instant => {
  const run = startOfDay(dayIn(serverZone, now), serverZone).add({ hours: runTime.hour, minutes: runTime.minute });
  return isLater(run, now) ? run.subtract({ hours: 24 }) : run;
};
