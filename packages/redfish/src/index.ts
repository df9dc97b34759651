export { bootNext, nextBootOf, type BootDevice } from './boot-next.ts';
export type { Fetch, FetchAnswer, FetchInit, Surroundings } from './fetch.ts';
export { knownVendors, quirksOf, type Quirks } from './quirks.ts';
export { isKind, RedfishError, type ErrorFacts, type ErrorKind } from './redfish-error.ts';
export { resetSystem, type Reset } from './reset-system.ts';
export type { Drive, Root, System } from './resources.ts';
export { RedfishService, type Answer, type ServiceAddress } from './service.ts';
export { findSystem, listSystems } from './systems.ts';
export { ejectMedium, findDrive, imageIn, insertMedium } from './virtual-media.ts';
