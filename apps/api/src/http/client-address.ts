/** The client's IP address; an IPv4 address that came over an IPv6 socket is given as IPv4. Empty for a client that has gone. */
export const clientAddress = ({ ip }: { readonly ip: string | undefined }): string =>
  ip?.replace(/^::ffff:(?=\d+\.)/i, '') ?? '';
