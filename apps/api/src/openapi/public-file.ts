import type { FastifyReply, FastifyRequest } from 'fastify';
import { etagOf } from '../http/etag.js';

/** Bytes that are the same for everybody. */
export interface PublicFile {
  readonly type: string;
  readonly body: Buffer;
  readonly etag: string;
}

export const publicFile = (type: string, content: string | Buffer): PublicFile => {
  const body = Buffer.from(content);
  return { type, body, etag: etagOf(body) };
};

/** Any cache may keep it, and asks each time whether it is still good: a new release is seen at once. */
export const sendFile = (request: FastifyRequest, reply: FastifyReply, file: PublicFile): FastifyReply => {
  const { type, body, etag } = file;
  reply.headers({ etag, 'cache-control': 'public, no-cache' });
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  return reply.header('content-type', type).send(body);
};
