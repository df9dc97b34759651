import { createHmac } from 'node:crypto';

/**
 * The key in the script of a medium, made of the token of its URL: who may have the image may have the key, and the
 * server need not keep either. 43 characters of base64url.
 */
export function mediumKey(token: string): string {
  return createHmac('sha256', token).update('key of a netberth medium').digest('base64url');
}
