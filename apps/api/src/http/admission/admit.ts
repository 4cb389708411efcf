import { RequestProblem } from '@org/json-api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { AppConfig } from '../../config/app-config.js';
import { apiOf } from '../api.js';
import { ndjsonType } from '../media-type.js';
import { Callers } from './callers.js';
import { FairQueue, type FairQueueLimits } from './fair-queue.js';

declare module 'fastify' {
  interface FastifyRequest {
    /** Aborted when whoever asked has gone before the answer was out. */
    departure?: AbortSignal;
  }
}

type Answer = (error: unknown, request: FastifyRequest, reply: FastifyReply) => void;

const busy = new RequestProblem({ code: 'unavailable' });

const limitsOf = ({
  databasePoolSize,
  requestsAtOnce = 2 * databasePoolSize,
  requestsOfOneCaller = Math.max(1, Math.floor(databasePoolSize / 2)),
  requestsWaiting = 10 * requestsAtOnce,
  requestWaitSeconds,
}: AppConfig): FairQueueLimits => ({
  atOnce: requestsAtOnce,
  ofOneCaller: requestsOfOneCaller,
  waiting: requestsWaiting,
  patience: Math.ceil(requestWaitSeconds * 1000),
});

/** Time that a request waits at least before it is told that there is no place. */
const refusalMilliseconds = 1_000;

/** Milliseconds between two such refusals. */
const refusalDistance = 2;

/** Records of a list that one place is for. */
const recordsOfPlace = 100;

/** Places that a request takes: a long page needs memory for all of its records. Of sizes that are repeated, the greatest counts. */
const placesOf = ({ query }: FastifyRequest): number => {
  const sizes = [(query as Readonly<Record<string, unknown>>)['page[size]']].flat().map(Number);
  const size = Math.max(0, ...sizes.filter(Number.isFinite));
  return size > recordsOfPlace ? Math.ceil(size / recordsOfPlace) : 1;
};

/**
 * Bounds the requests of both APIs that are in progress, from when their bodies are there until their answers are out. Batches, which are
 * imported one after another while they keep little, have places of their own. What says how the process is gets in at any time.
 */
export const installAdmission = (server: FastifyInstance, config: AppConfig, answer: Answer): void => {
  const limits = limitsOf(config);
  const [requests, batches] = [new FairQueue(limits), new FairQueue(limits)];
  const callers = new Callers();
  let nextRefusal = 0;
  server.addHook('preHandler', (request, reply, done) => {
    // Gone before its turn: nothing would tell that its place is free again.
    if (request.raw.socket.destroyed) return;
    // Also when it is in already: Fastify asks anew for a route that turns out not to be one, and a second place could be one of its own.
    if (request.departure !== undefined || apiOf(request.url) === undefined) {
      done();
      return;
    }
    const queue = request.headers['content-type']?.startsWith(ndjsonType) === true ? batches : requests;
    const departure = new AbortController();
    request.departure = departure.signal;
    const { caller, remember } = callers.of(request);
    const asked = performance.now();
    let late: NodeJS.Timeout | undefined;
    const leave = queue.enter(
      caller,
      (isIn) => {
        if (isIn) done();
        else {
          // Not at once, nor all together: who asks again as soon as it is refused would keep the process busy with refusals.
          nextRefusal = Math.max(nextRefusal + refusalDistance, asked + refusalMilliseconds, performance.now());
          late = setTimeout(() => {
            answer(busy, request, reply);
          }, nextRefusal - performance.now());
        }
      },
      placesOf(request),
    );
    reply.raw.once('close', () => {
      clearTimeout(late);
      if (!reply.raw.writableFinished) departure.abort();
      remember();
      leave();
    });
  });
};
