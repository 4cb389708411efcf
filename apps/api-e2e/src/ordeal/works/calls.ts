const minute = 60_000;
const first = Date.parse('2026-01-11T00:00:00Z');

export interface OrdealCall {
  readonly id: number;
  readonly time_start: string;
  readonly customer_account_id: number;
  readonly is_last_cdr: true;
  readonly success: true;
  readonly duration: number;
  readonly customer_duration: number;
  readonly customer_price: string;
  readonly destination_prefix: string;
}

/** Price of each call: its sums are exact in binary numbers as well. */
export const price = 0.125;

/** Calls of an account since 2026-01-11. @param from place of the first @param minutes from one to the next */
export const callsOf = (account: number, from: number, count: number, minutes = 1): readonly OrdealCall[] =>
  Array.from({ length: count }, (_, place) => ({
    id: account * 1_000_000 + from + place,
    time_start: new Date(first + (from + place) * minutes * minute).toISOString(),
    customer_account_id: account,
    is_last_cdr: true,
    success: true,
    duration: 30,
    customer_duration: 30,
    customer_price: String(price),
    destination_prefix: '380',
  }));

export const ndjson = (calls: readonly OrdealCall[]): string =>
  calls.map((call) => `${JSON.stringify(call)}\n`).join('');
