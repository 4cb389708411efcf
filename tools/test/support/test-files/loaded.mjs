/** Test files that have loaded this module. */
export const loaded = [];
