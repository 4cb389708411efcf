import type { CollectionSettings } from '../collection.js';
import type { CallOptions } from '../core/connection.js';

/** A file, whose `type` is the media type that it came with. */
export const fileAt = async ({ connection }: CollectionSettings, url: string, options: CallOptions): Promise<Blob> => {
  let file = new Blob([]);
  const read = async (answer: Response): Promise<string> => {
    file = await answer.blob();
    return '';
  };
  await connection.send({ method: 'GET', url, read }, options);
  return file;
};
