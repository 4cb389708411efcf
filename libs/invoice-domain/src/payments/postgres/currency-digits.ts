/** SQL of the digits of a currency behind the point, which the catalog may change. */
export const currencyDigits = (currency: string): string =>
  `coalesce((SELECT digits FROM currencies WHERE name = ${currency}), currency_digits(${currency}))`;
