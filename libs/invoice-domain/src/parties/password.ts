import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** OWASP's recommended cost for scrypt: 64 MiB and about 0.2 s on a small machine. */
const cost = { N: 2 ** 16, r: 8, p: 1, maxmem: 128 * 2 ** 20 } as const satisfies ScryptOptions;
const keyLength = 32;

/** @returns `scrypt$N$r$p$salt$key`, salt and key in base64url: all that is needed to check a password later */
export const hashPassword = async (password: string): Promise<string> => {
  const salt = randomBytes(16);
  return textOf(salt, await derive(password, salt, cost));
};

/** A hash of no known password, made at no cost; checking a password against it takes as long as against any other. */
export const hashOfNoPassword = (): string => textOf(randomBytes(16), randomBytes(keyLength));

const textOf = (salt: Buffer, key: Buffer): string =>
  ['scrypt', cost.N, cost.r, cost.p, salt.toString('base64url'), key.toString('base64url')].join('$');

/** Whether the password belongs to the hash. A hash of another form than ours belongs to no password. */
export const verifyPassword = async (password: string, hash: string): Promise<boolean> => {
  const [scheme, N, r, p, salt, key] = hash.split('$');
  if (scheme !== 'scrypt' || salt === undefined || key === undefined) return false;
  const expected = Buffer.from(key, 'base64url');
  const options = { N: Number(N), r: Number(r), p: Number(p), maxmem: cost.maxmem };
  const actual = await derive(password, Buffer.from(salt, 'base64url'), options);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
};

const derive = (password: string, salt: Buffer, options: ScryptOptions): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(password, salt, keyLength, options, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
