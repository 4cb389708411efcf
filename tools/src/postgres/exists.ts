import { lstat } from 'node:fs/promises';

/** Also true for a symbolic link that leads nowhere. */
export const exists = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );
