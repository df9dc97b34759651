import { createSocket } from 'node:dgram';
import { once } from 'node:events';

/** Whether a boot file can be had; `why` says what came instead. */
export type Fetched = { readonly ok: true } | { readonly ok: false; readonly why: string };

const patienceMs = 3000;

/** Asks for a boot file as firmware would, and stops at the first sign that it comes. */
export async function fetchBootFile(file: string, host: string): Promise<Fetched> {
  if (/^https?:\/\//i.test(file)) return await fetchByHttp(file);
  const tftp = /^tftp:\/\/[^/]+\/(?<path>.*)$/i.exec(file)?.groups?.['path'] ?? file;
  return await fetchByTftp(tftp, host);
}

async function fetchByHttp(url: string): Promise<Fetched> {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(patienceMs) });
    await answer.body?.cancel();
    return answer.ok ? { ok: true } : { ok: false, why: `it answers ${answer.status}` };
  } catch (error) {
    return { ok: false, why: reasonOf(error) };
  }
}

const requestOpcode = 1;
const dataOpcode = 3;
const errorOpcode = 5;
const acceptOpcode = 6;
/** RFC 1350, appendix. */
const noSuchFile = 1;

/** RFC 1350 and RFC 2347: a read request with `tsize`, as firmware begins; the first packet back decides. */
async function fetchByTftp(file: string, host: string): Promise<Fetched> {
  const socket = createSocket('udp4');
  const words = [file, 'octet', 'tsize', '0', 'blksize', '1432'].map((word) => `${word}\0`).join('');
  const request = Buffer.concat([Buffer.from([0, requestOpcode]), Buffer.from(words, 'latin1')]);
  try {
    socket.send(request, 69, host);
    const [bytes, { port }] = (await once(socket, 'message', {
      signal: AbortSignal.timeout(patienceMs),
    })) as [Buffer, { port: number }];
    const opcode = bytes[1];
    if (opcode === errorOpcode) return { ok: false, why: explainTftpError(bytes) };
    await abort(socket, port, host);
    return opcode === acceptOpcode || opcode === dataOpcode
      ? { ok: true }
      : { ok: false, why: 'what answers there is not TFTP' };
  } catch (error) {
    return { ok: false, why: reasonOf(error) };
  } finally {
    socket.close();
  }
}

/** The names of files in a server's own words are its paths, which are of no use here. */
function explainTftpError(bytes: Buffer): string {
  if (bytes[3] === noSuchFile) return 'there is no such file';
  return `TFTP says: ${bytes.toString('latin1', 4).replace(/\0.*$/s, '')}`;
}

/** Error 8 is what clients send that only wanted the size (RFC 2347). */
async function abort(socket: ReturnType<typeof createSocket>, port: number, host: string): Promise<void> {
  const error = Buffer.concat([Buffer.from([0, errorOpcode, 0, 8]), Buffer.from('only asked\0')]);
  await new Promise<void>((resolve) => {
    socket.send(error, port, host, () => resolve());
  });
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return 'nothing answers';
  return error.cause instanceof Error ? error.cause.message : error.message;
}
