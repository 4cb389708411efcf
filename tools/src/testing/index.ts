export { sendTo, type Answer, type Sent } from './http-client.js';
