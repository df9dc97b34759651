export { chooseCloud, type ChosenCloud, type CloudChoice, type CloudFiles } from './cloud/choose-cloud.ts';
export type { Auth, Cloud, Domain, Interface, Named, Scope, Tls } from './cloud/cloud.ts';
export { CloudProblem } from './cloud/cloud-problem.ts';
export type { Environment } from './cloud/environment-cloud.ts';
export { listClouds, type ListedCloud } from './cloud/list-clouds.ts';
export { parseCloud } from './cloud/parse-cloud.ts';

export type { Answer, Call, Content, OpenAnswer } from './session/call.ts';
export type { Fetch, FetchAnswer, FetchInit } from './session/fetch.ts';
export type { Microversions } from './session/microversion.ts';
export {
  isKind,
  isType,
  OpenstackError,
  type ErrorFacts,
  type ErrorKind,
} from './session/openstack-error.ts';
export { allRows } from './session/pages.ts';
export { Session } from './session/session.ts';
export type { Hash, Surroundings } from './session/surroundings.ts';
export type { Endpoint, Token } from './session/token.ts';
export { waitUntil, type Wait } from './session/wait-until.ts';

export { listOwnProjects } from './identity/projects.ts';

export type { Image } from './image/image.ts';
export {
  createImage,
  deleteImage,
  downloadImage,
  findImage,
  importImage,
  listImages,
  shareImage,
  tagImage,
  updateImage,
  type ImageFilter,
  type NewImage,
} from './image/images.ts';
export { uploadImage, type Upload, type Uploaded } from './image/upload-image.ts';

export type { Network, Port, Subnet } from './network/network.ts';
export {
  createPort,
  deletePort,
  findNetworks,
  listNetworks,
  listPorts,
  listSubnets,
  tagPort,
  type NewPort,
  type PortFilter,
} from './network/networks.ts';

export { awaitServer, type Awaited } from './compute/await-server.ts';
export type { Flavor, Server } from './compute/server.ts';
export {
  openConsole,
  rebootServer,
  rescueServer,
  snapshotServer,
  startServer,
  stopServer,
  unrescueServer,
} from './compute/server-actions.ts';
export {
  createServer,
  deleteServer,
  detachVolume,
  findServer,
  listFlavors,
  listServers,
  setServerMetadata,
  type Disk,
  type NewServer,
} from './compute/servers.ts';

export { readNetworkData, type InstanceNetwork, type ReadNetworkData } from './metadata/network-data.ts';

export {
  awaitVolume,
  createVolume,
  deleteVolume,
  findVolume,
  listVolumes,
  makeBootable,
  type AwaitedVolume,
  type NewVolume,
  type Volume,
} from './block-storage/volumes.ts';

export {
  deleteContainer,
  headContainer,
  listObjects,
  putContainer,
  type ContainerFacts,
  type StoredObject,
} from './object-storage/containers.ts';
export {
  copyObject,
  deleteObject,
  getObject,
  headObject,
  objectUrl,
  putObject,
  type ObjectFacts,
} from './object-storage/objects.ts';
