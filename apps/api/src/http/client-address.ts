import type { FastifyRequest } from 'fastify';

/** The client's IP address; an IPv4 address that came over an IPv6 socket is given as IPv4. */
export const clientAddress = ({ ip }: Pick<FastifyRequest, 'ip'>): string => ip.replace(/^::ffff:(?=\d+\.)/i, '');
