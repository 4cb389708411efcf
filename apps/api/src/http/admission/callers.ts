import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { clientAddress } from '../client-address.js';

/** Credentials that are remembered as good ones. */
const rememberedLimit = 5_000;

/**
 * Tells whose share of the server a request uses: one caller has one share, whatever credentials it has; a credential that nobody was let
 * in by yet has a share with all others from its address, so that made-up ones are worth nothing.
 */
export class Callers {
  private readonly known = new Map<string, string>();

  /** @returns the caller, and what remembers it once the request was served for somebody */
  of(request: FastifyRequest): { readonly caller: string; readonly remember: () => void } {
    const credential = credentialOf(request);
    const digest = credential === undefined ? '' : createHash('sha256').update(credential).digest('base64');
    const known = this.known.get(digest);
    return {
      caller: known ?? `address:${clientAddress(request)}`,
      remember: () => {
        if (known === undefined && request.user !== undefined && digest !== '') {
          this.remember(digest, `${request.user.kind}:${request.user.id}`);
        }
      },
    };
  }

  /** The oldest makes way: it is remembered again when it comes again. */
  private remember(digest: string, caller: string): void {
    const [oldest] = this.known.keys();
    if (this.known.size >= rememberedLimit && oldest !== undefined) this.known.delete(oldest);
    this.known.set(digest, caller);
  }
}

const credentialOf = ({ headers, query }: FastifyRequest): string | undefined => {
  const { token } = query as { readonly token?: string | readonly string[] };
  const credential = headers['x-api-token'] ?? token ?? headers.authorization;
  return typeof credential === 'string' ? credential : credential?.at(-1);
};
