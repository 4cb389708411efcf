/** The reason that a body gives for an action, in the caller's own words: kept in the audit. */
export const reasonIn = (body: unknown): { readonly reason?: string } => {
  const isReasoned = typeof body === 'object' && body !== null && 'reason' in body;
  return isReasoned && typeof body.reason === 'string' ? { reason: body.reason } : {};
};
