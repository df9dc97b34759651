import { spawn } from 'node:child_process';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { errorCode } from '../../../platform/error-code.ts';

/**
 * `system`: the program xz, in its own process; `wasm`: in this one, for machines without it. Measured: 80 against
 * 52 MB/s of output, and the program leaves the event loop to the machines that boot. It also knows filters and
 * checks (BCJ, sha256) that the WASM lacks.
 */
export type XzTool = 'system' | 'wasm';

/** xz -9 needs 65 MiB. */
const memoryLimit = '512MiB';

/** The stream is not what xz can decompress; the message says why. */
export class XzError extends Error {}

export async function findXzTool(): Promise<XzTool> {
  const child = spawn('xz', ['--version'], { stdio: 'ignore' });
  const ended = await endOf(child);
  return ended === 0 ? 'system' : 'wasm';
}

/** Throws an `XzError` for what is cut off, damaged or no xz, else what the stream throws. */
export function decompressXz(compressed: Readable, tool: XzTool): AsyncGenerator<Uint8Array> {
  return tool === 'system' ? decompressByProgram(compressed) : decompressByWasm(compressed);
}

async function* decompressByProgram(compressed: Readable): AsyncGenerator<Uint8Array> {
  const child = spawn('xz', ['-dc', `--memlimit-decompress=${memoryLimit}`], { stdio: 'pipe' });
  const ended = endOf(child);
  const fed = pipeline(compressed, child.stdin).then(
    () => null,
    (error: unknown) => error,
  );
  let complaint = '';
  child.stderr.on('data', (text: Buffer) => {
    complaint = (complaint + text.toString()).slice(0, 500);
  });
  try {
    yield* child.stdout;
    const [end, feedError] = await Promise.all([ended, fed]);
    if (isReadError(feedError)) throw feedError;
    if (end instanceof Error) throw end;
    if (end !== 0)
      throw new XzError(complaint.trim().replace(/^xz: \(stdin\): /, '') || `xz ended with ${end}`);
  } finally {
    child.kill();
  }
}

/** The exit code, or why the program could not be started. */
function endOf(child: ReturnType<typeof spawn>): Promise<number | string | Error> {
  return new Promise((resolve) => {
    child.once('error', resolve);
    child.once('close', (code, signal) => resolve(code ?? signal ?? 'no exit code'));
  });
}

/** Writing fails when xz has given up, and xz says better why; anything else is the file's fault. */
function isReadError(error: unknown): boolean {
  const code = errorCode(error);
  return error !== null && code !== 'EPIPE' && code !== 'ECONNRESET' && code !== 'ERR_STREAM_PREMATURE_CLOSE';
}

async function* decompressByWasm(compressed: Readable): AsyncGenerator<Uint8Array> {
  let readError: unknown = null;
  compressed.once('error', (error) => {
    readError = error;
  });
  // At once: others read along, and it flows.
  const waiting = Readable.toWeb(compressed);
  // Most servers never need it, and with it comes all that Node has of web streams: a twentieth of a start.
  const { default: xz } = await import('xz-decompress');
  try {
    yield* new xz.XzReadableStream(waiting);
  } catch (error) {
    throw readError ?? explainWasmError(error);
  }
}

/** Of xz-embedded's `enum xz_ret`; the library has only their numbers. */
const wasmReasons: Record<string, string> = {
  '4': 'it needs more memory than the built-in xz may have: install the program xz',
  '5': 'File format not recognized',
  '6': 'it uses a filter or check that the built-in xz lacks: install the program xz',
  '7': 'Compressed data is corrupt',
  '8': 'Unexpected end of input',
};

function explainWasmError(error: unknown): unknown {
  if (error instanceof TypeError) return new XzError('Unexpected end of input', { cause: error }); // it reads on from null
  const code = error instanceof Error ? /error code (\d+)$/.exec(error.message)?.[1] : undefined;
  return code === undefined ? error : new XzError(wasmReasons[code] ?? `error ${code}`, { cause: error });
}
