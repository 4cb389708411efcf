import { Socket } from 'node:net';
import { RequestProblem } from '@org/json-api';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** Somebody with a good token sends it, though `user` is yet to be set. */
    isTrusted?: boolean;
  }
}

/** Bytes of a body that have to come in a second, once somebody with a good token sends it: those that Apache asks for. */
const leastBytes = 500;

/** Bytes that the system takes at once, whether or not anybody reads them. */
const smallAnswer = 16_384;

interface ProgressRules {
  /** Milliseconds for a whole body as long as nobody knows who sends it; from then on, between two looks at whether it comes on. */
  readonly patience: number;
  readonly answer: (error: unknown, request: FastifyRequest, reply: FastifyReply) => void;
}

/** Closes the connections of clients that send a body, or take an answer, so slowly that they only keep something. */
export const installProgressRules = (server: FastifyInstance, rules: ProgressRules): void => {
  server.addHook('preParsing', (request, reply, _payload, done) => {
    if (hasBody(request)) watch(request, reply, rules);
    done();
  });
  // Node gives the time of an idle connection back when the answer is out.
  server.addHook('onSend', (_request, reply, payload, done) => {
    const { socket } = reply.raw;
    const isSmall = Buffer.isBuffer(payload) && payload.length <= smallAnswer;
    if (!isSmall && socket instanceof Socket) socket.setTimeout(rules.patience);
    done(null, payload);
  });
};

const hasBody = ({ headers }: FastifyRequest): boolean =>
  headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';

const watch = (request: FastifyRequest, reply: FastifyReply, { patience, answer }: ProgressRules): void => {
  const { raw } = request;
  let seen = raw.socket.bytesRead;
  const look = (): void => {
    if (raw.complete || raw.destroyed) return;
    const come = raw.socket.bytesRead - seen;
    seen += come;
    const isKnown = request.user !== undefined || request.isTrusted === true;
    if (isKnown && !reply.sent && come * 1000 >= leastBytes * patience) alarm = setTimeout(look, patience).unref();
    else refuse();
  };
  const refuse = (): void => {
    if (reply.sent) {
      raw.socket.destroy();
      return;
    }
    // Node lets go of an answered request; whoever still reads its body has to be told.
    raw.socket.once('close', () => raw.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })));
    reply.raw.once('finish', () => {
      raw.socket.destroySoon();
    });
    answer(new RequestProblem({ code: 'request-too-slow' }), request, reply.header('connection', 'close'));
  };
  let alarm = setTimeout(look, patience).unref();
  reply.raw.once('close', () => {
    clearTimeout(alarm);
    // Answered before it was read: the rest is thrown away as it comes, but not for ever.
    if (!raw.complete && !raw.socket.destroyed)
      setTimeout(() => raw.complete || raw.socket.destroy(), patience).unref();
  });
};
