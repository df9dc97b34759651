/** The parameters of a URL by which a machine tells its MAC addresses. */
export const macParameters = [
  ...(['net0', 'net1', 'net2', 'net3', 'net4', 'net5', 'net6', 'net7'] as const),
  'dhcp_mac',
] as const;

/** Those by which it tells who it is, whatever it asks for. */
export const identityParameters = [
  ...macParameters,
  ...(['serial', 'uuid', 'platform', 'buildarch', 'medium'] as const),
] as const;
