/** Who this machine is, for a URL of this server: `net0=${net0/mac:hexhyp}&…`. */
export const identityQuery = [
  ...[0, 1, 2, 3, 4, 5, 6, 7].map((card) => `net${card}=\${net${card}/mac:hexhyp}`),
  'dhcp_mac=${netX/mac:hexhyp}',
  'serial=${serial:uristring}',
  'uuid=${uuid}',
  'platform=${platform}',
  'buildarch=${buildarch}',
  'medium=${netberth_medium:uristring}',
].join('&');

/** The settings of iPXE in it. */
export const identitySettings: readonly string[] = [...identityQuery.matchAll(/\$\{([^}]+)\}/g)].map(
  ([, name = '']) => name,
);
