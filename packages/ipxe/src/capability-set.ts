/** The firmware an iPXE runs on, as `${platform}` says it. */
export type Platform = 'pcbios' | 'efi';

/** What an iPXE may be built with besides its commands. */
export type Feature =
  | 'http'
  | 'https'
  | 'tftp'
  | 'ftp'
  | 'nfs'
  | 'file'
  | 'ipv6'
  | 'vlan'
  | 'menu'
  | 'params'
  | 'imgverify'
  | 'ntp'
  | 'console'
  | 'png'
  | 'bzimage'
  | 'multiboot'
  | 'comboot'
  | 'iscsi'
  | 'sanboot-http'
  | 'autoexec';

/** What one build for one platform can do. */
export type Capabilities = {
  readonly commands: ReadonlySet<string>;
  readonly features: ReadonlySet<Feature>;
};

/** What the builds of one source of iPXE can do, for each platform; `evidence` says how we know. */
export type CapabilitySet = Readonly<Record<Platform, Capabilities>> & {
  readonly title: string;
  readonly evidence: string;
};
