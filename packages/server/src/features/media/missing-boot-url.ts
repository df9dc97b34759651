/** A medium must say where the server is. */
export const missingBootUrl = {
  field: 'bootUrl',
  message: 'is missing: the URL at which machines reach the server; the setting bootUrl is not set',
} as const;
