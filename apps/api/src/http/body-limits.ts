import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The body may hold a file, in base64. */
    readonly holdsFile?: true;
  }
}

/** Marks a method whose body holds a file: it may be larger than that of an action. */
export const HoldsFile = (): MethodDecorator => RouteConfig({ holdsFile: true });

/** What may stand around a file: the other members, and a backslash before each slash of the base64 that some programs write. */
const around = 65_536;

/** Four letters of base64 for three bytes; of 64 letters one is a slash. */
const bodyBytesOf = (fileBytes: number): number => Math.ceil(((fileBytes * 4) / 3) * (65 / 64)) + around;

/**
 * Gives routes that hold files the limit of their bodies. Fastify refuses what says that it is longer before it reads any of it, and
 * whatever turns out to be longer as soon as it is; both before the text is parsed.
 */
export const installBodyLimits = (server: FastifyInstance, fileBytes: number): void => {
  server.addHook('onRoute', (route) => {
    if (route.config?.holdsFile === true) route.bodyLimit = bodyBytesOf(fileBytes);
  });
};
