import { scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';
import { hash, verify, type Options } from '@node-rs/argon2';

/** OWASP's recommended cost of Argon2id: 19 MiB, two passes, one lane. The algorithm is the library's default. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const satisfies Options;

/** Beginning of every hash that is made today. */
const today = `$argon2id$v=19$m=${cost.memoryCost},t=${cost.timeCost},p=${cost.parallelism}$`;

/** @returns a hash in the PHC format: all that is needed to check a password later */
export const hashPassword = (password: string): Promise<string> => hash(password, cost);

/** A hash of no known password, made at no cost; checking a password against it takes as long as against any other. */
export const hashOfNoPassword = (): string => `${today}${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** Whether a hash was made otherwise than today's, so that it is to be replaced when its password is known. */
export const isOutdated = (stored: string): boolean => !stored.startsWith(today);

/** Whether the password belongs to the hash. A hash of another form than ours belongs to no password. */
export const verifyPassword = async (password: string, stored: string): Promise<boolean> => {
  if (stored.startsWith('scrypt$')) return verifyScrypt(password, stored);
  return stored.startsWith('$argon2id$') && verify(stored, password).catch(() => false);
};

/** Of the releases that hashed with scrypt: 64 MiB at most, as they did. */
const scryptLimits = { maxmem: 128 * 2 ** 20 } as const satisfies ScryptOptions;

/** `scrypt$N$r$p$salt$key`, salt and key in base64url. */
const verifyScrypt = async (password: string, stored: string): Promise<boolean> => {
  const [, N, r, p, salt, key] = stored.split('$');
  if (salt === undefined || key === undefined) return false;
  const expected = Buffer.from(key, 'base64url');
  const options = { N: Number(N), r: Number(r), p: Number(p), ...scryptLimits };
  const actual = await derive(password, Buffer.from(salt, 'base64url'), expected.length, options);
  return timingSafeEqual(actual, expected);
};

const derive = (password: string, salt: Buffer, length: number, options: ScryptOptions): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password, salt, length, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
