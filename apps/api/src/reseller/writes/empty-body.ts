import { flatBody } from './flat-body.js';

/** Of methods that need nothing but their path. */
class EmptyBody {}

const read = flatBody(EmptyBody);

/** Nothing at all, or an object without members. @throws RequestProblem for anything else */
export const emptyBody = (text: string): object => (text === '' ? {} : read(text));
