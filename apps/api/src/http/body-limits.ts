import { RouteConfig } from '@nestjs/platform-fastify';
import { RequestProblem } from '@org/json-api';
import type { FastifyInstance, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body may hold a file, in base64. */
    readonly hasFile?: true;
  }
}

/** Marks a method whose body holds a file: it may be larger than that of an action. */
export const HasFile = (): MethodDecorator => RouteConfig({ hasFile: true });

/** Bytes allowed for the other members of a body with a file. */
const around = 65_536;

/** Four letters of base64 for three bytes; of 64 letters one is a slash, which some programs write with a backslash before it. */
const bodyBytesOf = (fileBytes: number): number => Math.ceil(((fileBytes * 4) / 3) * (65 / 64)) + around;

export interface FileRules {
  /** Bytes of a file at most. */
  readonly fileBytes: number;
  /** Whether the caller is authenticated; the body of anybody else is not read. */
  readonly isKnown: (request: FastifyRequest) => Promise<boolean>;
}

/**
 * Gives routes that hold files the limit of their bodies. Fastify refuses what says that it is longer before it reads any of it, and
 * whatever turns out to be longer as soon as it is; both before the text is parsed, and both only when the token is a good one.
 */
export const installFileRules = (server: FastifyInstance, { fileBytes, isKnown }: FileRules): void => {
  server.addHook('onRoute', (route) => {
    if (route.config?.hasFile !== true) return;
    route.bodyLimit = bodyBytesOf(fileBytes);
    route.preParsing = async (request, reply, payload) => {
      if (await isKnown(request)) {
        request.isTrusted = true;
        return payload;
      }
      // Otherwise the rest of the body would be read only to be thrown away.
      reply.header('connection', 'close');
      throw new RequestProblem({ code: 'unauthorized' });
    };
  });
};
