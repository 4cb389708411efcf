import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { AdminRoutes } from './admin-routes.js';
import { Database } from './database.js';
import { Doors } from './doors.js';
import { demandJsonApi, incoming, refuse, Refused, send, type Incoming } from './edge.js';
import { ResellerRoutes } from './reseller-routes.js';

// The least that a server can do for these answers: no framework, everything written by hand for exactly these documents.
// It does all that the protocol asks for, so that what the application costs beyond it is what its generality costs.

const { DATABASE_URL = '', ADMIN_JWT_SECRET = '', HOST, PORT } = process.env;
const database = new Database(DATABASE_URL);
const doors = new Doors(database, ADMIN_JWT_SECRET);
const admin = new AdminRoutes(database);
const reseller = new ResellerRoutes(database);

const adminPath = /^\/api\/rest\/admin\/invoices(?:\/(\d{1,18})(\/originated-destinations)?)?$/;
const resellerPath = /^\/api\/v3\/resellers\/(\d{1,18})\/invoices\/(\d{1,18})$/;

const documentFor = async (request: Incoming): Promise<string> => {
  const adminMatch = adminPath.exec(request.path);
  if (adminMatch !== null) {
    await doors.admin(request);
    demandJsonApi(request);
    const [, id, isRelated] = adminMatch;
    if (id === undefined) return admin.invoices(request);
    return isRelated === undefined ? admin.invoice(request, id) : admin.destinations(request, id);
  }
  const [, resellerId, invoiceId] = resellerPath.exec(request.path) ?? [];
  if (resellerId === undefined || invoiceId === undefined) throw new Refused(404);
  demandJsonApi(request);
  const include = reseller.includes(request);
  return reseller.invoice(resellerId, invoiceId, include, await doors.reseller(request, resellerId, include));
};

const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
  const started = performance.now();
  try {
    send(request, response, started, await documentFor(incoming(request)));
  } catch (error) {
    refuse(request, response, started, error instanceof Refused ? error.status : 500);
  }
};

const server = createServer((request, response) => {
  if (request.url === '/health/ready') response.end('{}');
  else void answer(request, response);
});
// As long as the application keeps an idle connection: it is part of a header.
server.keepAliveTimeout = 72_000;
server.listen(Number(PORT), HOST);

process.once('SIGTERM', () => process.exit(0));
