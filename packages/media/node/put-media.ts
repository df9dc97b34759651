import type { Plan } from '@netberth/disk-image';
import type { BootNetwork } from '@netberth/network';
import type { MediumOrder } from '../src/index.ts';
import type { MediaSink } from './media-sink.ts';

/** One of many media: its image, and what the manifest says of it. */
export type NamedMedium = {
  /** The name of its file, without an ending. */
  readonly name: string;
  readonly order: Pick<MediumOrder, 'id' | 'network' | 'format'>;
  readonly plan: Plan;
};

const manifestHeader = 'file,medium,ip,mac,size_bytes,sha256\n';

/** Puts media into a sink as they are made, and behind them `manifest.csv`. @returns the bytes of all of them */
export async function putMedia(
  media: AsyncIterable<NamedMedium> | Iterable<NamedMedium>,
  sink: MediaSink,
  onMade: (made: number) => void = () => undefined,
): Promise<number> {
  const manifest = [manifestHeader];
  let sizeBytes = 0;
  for await (const { name, order, plan } of media) {
    const { id, network, format } = order;
    const file = `${name}.${format === 'usb' ? 'img' : 'iso'}`;
    const stored = await sink.put(file, plan);
    const cells = [file, id, addressesOf(network), network.mac ?? '', stored.sizeBytes, stored.sha256];
    manifest.push(`${cells.join(',')}\n`);
    sizeBytes += stored.sizeBytes;
    onMade(manifest.length - 1);
  }
  await sink.finish(manifest.join(''));
  return sizeBytes;
}

function addressesOf({ ipv4, ipv6 }: BootNetwork): string {
  return [ipv4, ipv6]
    .flatMap((way) =>
      way === null ? [] : [way.kind === 'static' ? `${way.address}/${way.prefixLength}` : way.kind],
    )
    .join(' ');
}
