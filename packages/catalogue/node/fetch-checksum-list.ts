import type { FetchList } from '../src/index.ts';

const mostBytes = 8 * 1024 * 1024;

/** Fetches lists of checksums. What hangs, fails, is too large or is a web page is no list: not every server has one. */
export function checksumListFetcher(timeoutMs: number): FetchList {
  return async (url) => {
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(timeoutMs) });
      const isPage = /^text\/html\b/.test(answer.headers.get('content-type') ?? '');
      const isTooLarge = Number(answer.headers.get('content-length') ?? 0) > mostBytes;
      if (answer.ok && !isPage && !isTooLarge) return await readText(answer);
      await answer.body?.cancel();
      return null;
    } catch (error) {
      if (error instanceof DOMException || error instanceof TypeError) return null;
      throw error;
    }
  };
}

/** null: there is more of it than a list has. */
async function readText({ body }: Response): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > mostBytes) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
