// What copying costs: `node peer-copy.ts BYTES TIMES` copies so many bytes in memory, and writes each copy to /dev/null.
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

const [bytes = '', times = ''] = process.argv.slice(2);
const original = Buffer.alloc(Number(bytes), 1);

function* copies(): Generator<Buffer> {
  for (let made = 0; made < Number(times); made += 1) yield Buffer.from(original);
}

await pipeline(Readable.from(copies()), createWriteStream('/dev/null'));
