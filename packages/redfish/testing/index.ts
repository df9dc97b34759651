export { RedfishDouble } from './redfish-double.ts';
export type { DoubleOptions } from './double-options.ts';
export type { DoubleVendor } from './vendor-manners.ts';
