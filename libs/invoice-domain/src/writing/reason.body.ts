import { flatBody, optionalMember, textMember } from '@org/json-api';

/** The optional body of actions whose path says everything but why. */
export const reasonBody = flatBody(
  'Reason',
  { reason: optionalMember(textMember({ max: 1_000, description: 'Why: kept in the audit.', example: 'agreed' })) },
  { isOptional: true },
);
