export {
  addressBits,
  isSameNetwork,
  netmaskOf,
  parseAddress,
  type Family,
  type IpAddress,
} from './ip-address.ts';
export type {
  BootNetwork,
  Ipv4Addressing,
  Ipv6Addressing,
  NetworkField,
  NetworkRemark,
  NetworkText,
  ParsedNetwork,
  StaticAddress,
} from './boot-network.ts';
export { parseBootNetwork, readMac } from './parse-boot-network.ts';
export {
  bondModes,
  networkSchema,
  type BondMode,
  type InterfaceDocument,
  writtenNetworkSchema,
  type NetworkDocument,
} from './network-document.ts';
export type { Bond, Card, MachineNetwork, NetworkInterface, Place, SingleCard } from './machine-network.ts';
export {
  macsOf,
  parseMachineNetwork,
  type DocumentRemark,
  type ParsedMachineNetwork,
} from './parse-machine-network.ts';
export { documentOf } from './document-of.ts';
export { bootAddressOf, bootNetworkOf } from './boot-network-of.ts';
export { dhcpNetwork } from './dhcp-network.ts';
export { netplanOf, type Netplan } from './netplan-of.ts';
export { keyfilesOf, type Keyfile } from './keyfiles-of.ts';
export { networkdFilesOf, type NetworkdFile } from './networkd-files-of.ts';
