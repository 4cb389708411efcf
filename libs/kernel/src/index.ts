export { assertNever } from './assert-never.js';
export type { Brand } from './brand.js';
export { FixedClock, systemClock, type Clock } from './clock.js';
export { Decimal, DecimalFormatError, type RoundingMode } from './decimal.js';
export {
  dayIn,
  instantOf,
  isLater,
  localDateOf,
  localMomentOf,
  startOfDay,
  type Instant,
  type LocalDate,
  type TimeZone,
} from './instant.js';
export { ZoneOffsets } from './zone-offsets.js';
