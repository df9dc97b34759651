import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';

/** Asks 127.0.0.1 by TLS, as a browser that trusts this CA. */
export async function askTls(port: number, path: string, ca: string) {
  const options = { host: '127.0.0.1', port, path, ca: readFileSync(ca), servername: 'localhost' };
  return await new Promise<{ status: number; text: string }>((resolve, reject) => {
    const asked = request({ ...options, headers: { host: 'boot.example' }, agent: false }, (response) => {
      text(response).then(
        (body) => resolve({ status: response.statusCode ?? 0, text: body }),
        (error: unknown) => reject(error as Error),
      );
    });
    asked.on('error', reject);
    asked.end();
  });
}
