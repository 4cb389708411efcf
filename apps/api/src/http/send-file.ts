import { closingFileTypes } from '@org/invoice-domain';
import type { StoredFile } from '@org/invoice-domain/persistence';
import { RequestProblem } from '@org/json-api';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** A file to be handed back; its content is read when it is wanted. */
export interface HandedFile extends StoredFile {
  /** Undefined when the file has been replaced meanwhile. */
  readonly content: () => Promise<Uint8Array | undefined>;
}

/** Characters that a file name cannot have on some system. */
const unusable = /[/\\:*?"<>|\p{Cc}]/gu;

/** RFC 8187: what `encodeURIComponent` leaves as it is, and a header's parameter may not have. */
const encoded = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`);

/** The name of the document, with the ending of its format. */
const fileNameOf = ({ name, type }: HandedFile): string => {
  const plain = name.replace(unusable, '_');
  return plain.toLowerCase().endsWith(`.${type}`) ? plain : `${plain}.${type}`;
};

/** Sends a file for keeping: no browser is to show what somebody else has sent as if it were ours. */
export const sendFile = async (request: FastifyRequest, reply: FastifyReply, file: HandedFile): Promise<void> => {
  const etag = `"${file.sha256}"`;
  reply.headers({ etag, 'cache-control': 'max-age=0, private, must-revalidate' });
  if (request.headers['if-none-match'] === etag) {
    await reply.code(304).send();
    return;
  }
  const content = await file.content();
  if (content === undefined) throw new RequestProblem({ code: 'unavailable' });
  await reply
    .headers({
      'content-type': closingFileTypes[file.type],
      'content-disposition': `attachment; filename="document.${file.type}"; filename*=UTF-8''${encoded(fileNameOf(file))}`,
    })
    .send(content);
};
