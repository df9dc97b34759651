export { connectRedfish, type Connection, type ConnectionWish } from './connect-redfish.ts';
export { openFetch, type OpenedFetch, type TlsWish } from './open-fetch.ts';
