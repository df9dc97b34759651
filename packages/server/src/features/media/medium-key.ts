import { createHmac } from 'node:crypto';

/**
 * The key in the script of a medium, made of the token of its URL: who may have the image may have the key, and the
 * server need not keep either. 43 characters of base64url.
 */
export function mediumKey(token: string): string {
  // A word that begins with a hyphen is an option to iPXE's commands.
  return derived(token, 'key of a netberth medium').replace(/^-/, '_');
}

/** The token of a machine's medium in a batch, made of the token of the batch. */
export function batchedToken(batchToken: string, machineId: number): string {
  return derived(batchToken, `token of a netberth medium of machine ${machineId}`);
}

function derived(secret: string, purpose: string): string {
  return createHmac('sha256', secret).update(purpose).digest('base64url');
}
