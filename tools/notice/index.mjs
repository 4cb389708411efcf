export { isAccepted, licenceOf, nativeLibraries } from './licences.mjs';
export { noticeText } from './notice-text.mjs';
export { shippedPackages } from './shipped-packages.mjs';

/** The folders of what is shipped: the server and the SDK. */
export const shippedWorkspaces = ['apps/api', 'libs/sdk'];
