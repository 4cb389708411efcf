import type { FastifyInstance } from 'fastify';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { clientAddress } from '../http/client-address.js';
import { actorOf } from './caller.js';
import type { SecurityLog } from './security-log.js';

/** Notes of refusals to one caller in a minute, at most: a program that asks again and again is not to fill the trail. */
const notesPerMinute = 10;

/** Notes in the security trail what callers are refused for want of a right, in either API. */
export const installRefusalNotes = (server: FastifyInstance, log: () => SecurityLog): void => {
  const notes = new RateLimiterMemory({ points: notesPerMinute, duration: 60 });
  server.addHook('onResponse', async (request, { statusCode }) => {
    const { user, method, url } = request;
    if (statusCode !== 403 || user === undefined) return;
    const actor = actorOf(user);
    const isNoted = await notes.consume(actor).then(
      () => true,
      () => false,
    );
    if (!isNoted) return;
    const [path] = url.split('?', 1);
    await log().note({
      ...{ event: 'accessRefused', actor, subject: null, name: null, address: clientAddress(request) },
      reason: `${method} ${path ?? ''}`,
    });
  });
};
