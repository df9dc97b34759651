export { RedfishDouble, type DoubleOptions } from './redfish-double.ts';
export type { DoubleVendor } from './vendor-manners.ts';
