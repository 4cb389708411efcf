import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** The client's own id cut down to harmless characters, or a new one: what ties an answer to its line in the log. */
export const requestIdOf = ({ headers }: Pick<IncomingMessage, 'headers'>): string => {
  const sent = headers['x-request-id'];
  const kept = typeof sent === 'string' ? sent.replace(/[^\w@-]/g, '').slice(0, 255) : '';
  return kept === '' ? randomUUID() : kept;
};
