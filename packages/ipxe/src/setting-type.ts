/** The formats `${name:type}` knows; they are the `setting_type_*` of src/core/settings.c. */
export const settingTypes = [
  'string',
  'uristring',
  'ipv4',
  'ipv6',
  'int8',
  'int16',
  'int32',
  'uint8',
  'uint16',
  'uint32',
  'hex',
  'hexhyp',
  'hexraw',
  'base64',
  'uuid',
  'guid',
  'busdevfn',
  'dnssl',
] as const;

/** One of the formats of `${name:type}`. */
export type SettingType = (typeof settingTypes)[number];
