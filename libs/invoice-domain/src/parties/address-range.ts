const ipv4 = /^((25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(?!$)|$)){4}$/;

/** An address of IPv6 as URLs have it. */
const isIpv6 = (text: string): boolean => {
  if (!/^[\da-f:.]*:[\da-f:.]*$/i.test(text)) return false;
  try {
    return new URL(`http://[${text}]`).hostname !== '';
  } catch {
    return false;
  }
};

/** Bits of an address; 0 of what is none. */
const bitsOf = (text: string): number => (ipv4.test(text) ? 32 : isIpv6(text) ? 128 : 0);

/** Whether a text is an IP address, or a range in CIDR notation. */
export const isAddressRange = (text: string): boolean => {
  const [address = '', bits, ...others] = text.split('/');
  const length = bitsOf(address);
  const isBits = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= length);
  return length > 0 && isBits && others.length === 0;
};

/** Ranges that a credential is bound to, at most: a list is looked through for each request. */
export const longestRangeList = 100;

/** Faults of a list of addresses and ranges. */
export const faultsOfRanges = (ranges: readonly string[]): readonly string[] => {
  if (ranges.length > longestRangeList) return [`is too long (maximum is ${longestRangeList} addresses)`];
  return ranges.filter((one) => !isAddressRange(one)).map((one) => `${one} is no address and no range of addresses`);
};
