/**
 * Nothing but what this server sent runs or is shown, and no other page may frame it. Styles that the console makes
 * while it runs carry the nonce of its page.
 */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/**
 * For the worker of the preview, which is a document of its own to a browser: it may compile WebAssembly, and start the
 * clock that v86 makes as a worker out of its own text. The page and everything else of the console may not.
 */
export const emulatorPolicy: string = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  'worker-src blob:',
  "connect-src 'self'",
].join('; ');
