import { randomBytes } from 'node:crypto';
import jsonwebtoken from 'jsonwebtoken';
import type { BenchDatabase } from './bench-cluster.js';

/** Known to both servers, and to nobody after the run. */
export const jwtSecret = randomBytes(32).toString('hex');

/** A token of the demo's admin, good for longer than a run takes. */
export const adminToken = async (database: BenchDatabase): Promise<string> => {
  const [user] = await database.query('SELECT id FROM admin_users ORDER BY id LIMIT 1');
  return jsonwebtoken.sign({ sub: Number(user?.['id']), aud: ['admin'] }, jwtSecret, {
    algorithm: 'HS256',
    noTimestamp: true,
    expiresIn: '1 day',
  });
};
