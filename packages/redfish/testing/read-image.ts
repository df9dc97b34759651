const pieceBytes = 64 * 1024;

/** As a BMC reads an image: its size first, then piece by piece, each by its range. @throws when the server does not do that */
export async function readImage(url: string): Promise<Buffer> {
  const head = await fetch(url, { method: 'HEAD' });
  const size = Number(head.headers.get('content-length'));
  if (head.status !== 200 || head.headers.get('accept-ranges') !== 'bytes' || !(size > 0))
    throw new Error(`HEAD ${url}: ${head.status}, ${size} bytes, no ranges`);
  const pieces: Buffer[] = [];
  for (let from = 0; from < size; from += pieceBytes) {
    const to = Math.min(from + pieceBytes, size) - 1;
    const answer = await fetch(url, { headers: { range: `bytes=${from}-${to}` } });
    const range = answer.headers.get('content-range');
    if (answer.status !== 206 || range !== `bytes ${from}-${to}/${size}`)
      throw new Error(`GET ${url}: ${answer.status}, ${String(range)}`);
    pieces.push(Buffer.from(await answer.arrayBuffer()));
  }
  return Buffer.concat(pieces);
}
