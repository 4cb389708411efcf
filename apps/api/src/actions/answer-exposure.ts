import { answeredExposure, type AnyAction, type Exposure } from '@org/json-api';

/** The exposure that an action's answer shows. @throws Error for an action on a path of its own, which shows none */
export const answerExposureOf = (action: AnyAction): Exposure => {
  const exposure = answeredExposure(action);
  if (exposure === undefined) throw new Error(`${action.name} shows no resource`);
  return exposure;
};
